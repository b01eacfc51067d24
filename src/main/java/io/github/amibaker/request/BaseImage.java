package io.github.amibaker.request;

/** The image a builder starts from, as the user names it. */
public sealed interface BaseImage {

    /** What the user wrote. */
    String text();

    /** An image by its id, {@code ami-…}. */
    record ById(String id) implements BaseImage {
        @Override
        public String text() {
            return id;
        }
    }

    /** An image by a parameter of Systems Manager that holds its id, written {@code ssm:/name}. */
    record ByParameter(String name) implements BaseImage {
        @Override
        public String text() {
            return "ssm:" + name;
        }
    }
}
