package io.github.amibaker.request;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the image is made of beside its root volume, and who makes it.
 *
 * @param volumes further volumes of the builder
 * @param encrypted whether all volumes are encrypted that do not say otherwise
 * @param kmsKeyId id, alias or ARN of the key they are encrypted with; empty: the account's default
 * @param roleArn a role for the function, in place of one in the stack
 * @param functionArn a function that is there, in place of one in the stack
 */
public record Imaging(
        List<Volume> volumes,
        boolean encrypted,
        Optional<String> kmsKeyId,
        Attributes attributes,
        Optional<String> roleArn,
        Optional<String> functionArn) {

    /** As the base image has it, made by the stack's own function and role. */
    public static final Imaging STANDARD = new Imaging(
            List.of(),
            false,
            Optional.empty(),
            new Attributes(
                    false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            Optional.empty(),
            Optional.empty());

    /**
     * A further volume of the builder, which goes with it.
     *
     * @param device EC2's name of it, such as {@code /dev/sdf}
     * @param disk how big and how fast; a size that is empty is that of the base image's volume of this name
     * @param inImage whether the image gets it
     */
    public record Volume(
            String device,
            BakeRequest.RootVolume disk,
            boolean encrypted,
            Optional<String> kmsKeyId,
            boolean inImage) {}

    /**
     * What the image says of itself.
     *
     * @param imdsV2 whether instances of it answer to IMDSv2 alone by default
     * @param deprecateAfter how long after its creation it is deprecated
     * @param bootMode what it must have from its base, as it cannot be set; so with the following
     */
    public record Attributes(
            boolean imdsV2,
            Optional<String> description,
            Optional<Duration> deprecateAfter,
            Optional<String> bootMode,
            Optional<String> tpmSupport,
            Optional<Boolean> enaSupport) {
        /** Whether there is something that can be set on an available image only. */
        public boolean needAvailable() {
            return imdsV2 || deprecateAfter.isPresent();
        }
    }

    /** Whether the stack has a function of its own. */
    public boolean ownsFunction() {
        return functionArn.isEmpty();
    }

    /** Whether the stack has a role of its own for the function. */
    public boolean ownsRole() {
        return ownsFunction() && roleArn.isEmpty();
    }

    /** The keys that volumes are encrypted with. */
    public List<String> keys() {
        return java.util.stream.Stream.concat(
                        encrypted ? kmsKeyId.stream() : java.util.stream.Stream.empty(),
                        volumes.stream().filter(Volume::encrypted).flatMap(one -> one.kmsKeyId().stream()))
                .distinct()
                .sorted()
                .toList();
    }
}
