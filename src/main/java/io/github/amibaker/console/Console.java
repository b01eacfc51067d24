package io.github.amibaker.console;

/** Where lines for the user go. Below the mojo layer nobody knows more of Maven's log than this. */
public interface Console {
    /** What happens, a line each. Not seen with {@code -q}. */
    void info(String line);

    /** What the user should mend, though the goal goes on. */
    void warn(String line);

    /** Why the goal fails. */
    void error(String line);

    /** What only {@code -X} shows. */
    void debug(String line);
}
