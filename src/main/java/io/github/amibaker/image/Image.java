package io.github.amibaker.image;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * An AMI as EC2 describes it.
 *
 * @param stateReason why it is in that state, EC2 tells it of failures
 * @param created when EC2 began to make it
 * @param architecture {@code x86_64}, {@code arm64}, …
 * @param snapshotIds snapshots of its volumes; none before EC2 has made them
 * @param guarded whether deregistration protection is on
 */
public record Image(
        String id,
        String name,
        State state,
        Optional<String> stateReason,
        Instant created,
        String architecture,
        Optional<String> rootDeviceName,
        SortedMap<String, String> tags,
        List<String> snapshotIds,
        boolean guarded) {

    /** EC2's states of an image; see DescribeImages in the EC2 API reference. */
    public enum State {
        PENDING,
        AVAILABLE,
        INVALID,
        DEREGISTERED,
        TRANSIENT,
        FAILED,
        ERROR,
        DISABLED,
        /** A state that is newer than this plugin. */
        UNKNOWN;

        static State of(String text) {
            for (State state : values()) {
                if (state.text().equals(text)) {
                    return state;
                }
            }
            return UNKNOWN;
        }

        /** EC2's own word. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same image with other tags. */
    public Image withTags(SortedMap<String, String> others) {
        return new Image(
                id, name, state, stateReason, created, architecture, rootDeviceName, others, snapshotIds, guarded);
    }

    /** Whether it can be launched. */
    public boolean isAvailable() {
        return state == State.AVAILABLE;
    }

    /** Whether EC2 is still at work on it. */
    public boolean isPending() {
        return state == State.PENDING || state == State.TRANSIENT || state == State.UNKNOWN;
    }

    /** Whether it will never be available. */
    public boolean isFailed() {
        return !isAvailable() && !isPending();
    }

    static Image of(software.amazon.awssdk.services.ec2.model.Image described) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (Tag tag : described.tags()) {
            tags.put(tag.key(), tag.value());
        }
        List<String> snapshots = described.blockDeviceMappings().stream()
                .map(mapping -> mapping.ebs())
                .filter(Objects::nonNull)
                .map(EbsBlockDevice::snapshotId)
                .filter(id -> id != null && !id.isEmpty())
                .toList();
        return new Image(
                described.imageId(),
                text(described.name()).orElse(""),
                State.of(text(described.stateAsString()).orElse("")),
                Optional.ofNullable(described.stateReason()).flatMap(reason -> text(reason.message())),
                text(described.creationDate()).map(Instant::parse).orElse(Instant.EPOCH),
                text(described.architectureAsString()).orElse(""),
                text(described.rootDeviceName()),
                Collections.unmodifiableSortedMap(tags),
                snapshots,
                text(described.deregistrationProtection())
                        .filter(on -> on.startsWith("enabled"))
                        .isPresent());
    }

    private static Optional<String> text(String value) {
        return Optional.ofNullable(value).filter(some -> !some.isEmpty());
    }
}
