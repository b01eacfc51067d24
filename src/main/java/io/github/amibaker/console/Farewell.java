package io.github.amibaker.console;

/** Takes the words a user should see last if the goal is ended now, such as by Ctrl-C. */
@FunctionalInterface
public interface Farewell {
    /** Replaces the words; empty when nothing goes on without us. */
    void say(String words);
}
