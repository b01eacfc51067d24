package io.github.amibaker.stack;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * A stack as CloudFormation describes it.
 *
 * @param id its ARN, which stays valid after it is deleted
 * @param name its name, free for another stack once this one is deleted
 * @param reason why it has its status, in CloudFormation's words
 * @param created when it was created
 * @param roleArn the service role CloudFormation works with
 */
public record Stack(
        String id,
        String name,
        StackStatus status,
        Optional<String> reason,
        Instant created,
        SortedMap<String, String> tags,
        Map<String, String> outputs,
        Optional<String> roleArn) {

    /** Output in which every template of ours hands over the image. */
    public static final String IMAGE_OUTPUT = "ImageId";

    /** Output in which the built-in template names the builder. */
    public static final String BUILDER_OUTPUT = "BuilderId";

    static Stack of(software.amazon.awssdk.services.cloudformation.model.Stack described) {
        return new Stack(
                described.stackId(),
                described.stackName(),
                new StackStatus(described.stackStatusAsString()),
                Optional.ofNullable(described.stackStatusReason()),
                described.creationTime(),
                described.tags().stream()
                        .collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> first, TreeMap::new)),
                described.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue)),
                Optional.ofNullable(described.roleARN()).filter(role -> !role.isEmpty()));
    }

    /** Tag that says when the stack is to be gone, an instant in ISO-8601. */
    static final String DEADLINE_TAG = "ami:deadline";

    /** Whether a bake made it; what this does not say of is never touched. */
    public boolean isOurs() {
        return tags.containsKey("ami:stack-name");
    }

    /** Hash of the inputs it was made from. */
    public Optional<String> inputs() {
        return Optional.ofNullable(tags.get("ami:inputs"));
    }

    /** Id of the image its builder started from. */
    public Optional<String> baseImage() {
        return Optional.ofNullable(tags.get("ami:base-image"));
    }

    /** Coordinates of the project whose build started the bake. */
    public Optional<String> project() {
        return Optional.ofNullable(tags.get("ami:project"));
    }

    /** ARN of who started the bake. */
    public Optional<String> startedBy() {
        return Optional.ofNullable(tags.get("ami:started-by"));
    }

    /** When it is to be gone; empty where the tag is missing or somebody spoiled it. */
    public Optional<Instant> deadline() {
        try {
            return Optional.ofNullable(tags.get(DEADLINE_TAG)).map(Instant::parse);
        } catch (DateTimeParseException spoiled) {
            return Optional.empty();
        }
    }

    /** The image it made. */
    public Optional<String> imageId() {
        return Optional.ofNullable(outputs.get(IMAGE_OUTPUT));
    }
}
