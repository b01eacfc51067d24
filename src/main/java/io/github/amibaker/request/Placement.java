package io.github.amibaker.request;

/** Where in the image something is put, and as whose, as the user wrote it. */
public abstract class Placement {
    /** Absolute path in the image; with a slash at its end the folder that a file is put into. */
    public String target;

    /** User, by name or number. */
    public String owner;

    /** Group, by name or number. */
    public String group;

    /** Permission bits in octal, of files; folders may be entered by whom they may be read by. */
    public String mode;
}
