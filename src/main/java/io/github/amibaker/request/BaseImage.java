package io.github.amibaker.request;

import java.util.Optional;

/** The image a builder starts from, as the user names it. */
public sealed interface BaseImage {

    /** What the user wrote. */
    String text();

    /** What it has to be, as {@code x86_64} or {@code arm64}; empty when the user did not say. */
    Optional<String> architecture();

    /** Whether the same words can mean another image tomorrow. */
    default boolean moves() {
        return true;
    }

    /** An image by its id, {@code ami-…}. */
    record ById(String id, Optional<String> architecture) implements BaseImage {
        /** Of whichever architecture it is. */
        public ById(String id) {
            this(id, Optional.empty());
        }

        @Override
        public String text() {
            return id;
        }

        @Override
        public boolean moves() {
            return false;
        }
    }

    /** An image by a parameter of Systems Manager that holds its id, written {@code ssm:/name}. */
    record ByParameter(String name, Optional<String> architecture) implements BaseImage {
        /** Of whichever architecture it is. */
        public ByParameter(String name) {
            this(name, Optional.empty());
        }

        @Override
        public String text() {
            return "ssm:" + name;
        }
    }

    /** The newest image of a publisher by a short name, such as {@code al2023}. */
    record ByShortName(PublishedImage image, Optional<String> architecture) implements BaseImage {
        @Override
        public String text() {
            return image.text();
        }
    }

    /** The newest image that the project baked, written {@code project:group:artifact} or with a version. */
    record ByProject(String groupId, String artifactId, Optional<String> version, Optional<String> architecture)
            implements BaseImage {
        @Override
        public String text() {
            return "project:" + groupId + ":" + artifactId
                    + version.map(one -> ":" + one).orElse("");
        }
    }

    /** The newest image that fits. */
    record ByFilter(ImageFilter filter, Optional<String> architecture) implements BaseImage {
        @Override
        public String text() {
            return filter.text();
        }
    }
}
