package io.github.amibaker.mojo;

import io.github.amibaker.console.Farewell;

/** Says what goes on in AWS when Maven is ended in the middle of a goal, by Ctrl-C or SIGTERM. */
final class LastWord implements Farewell, AutoCloseable {
    private final Thread hook = new Thread(this::speak, "ami-last-word");
    private volatile String words = "";

    LastWord() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void say(String words) {
        this.words = words;
    }

    /** Maven's own log may be gone by now. */
    private void speak() {
        if (!words.isEmpty()) {
            System.err.println();
            System.err.println(words);
            System.err.flush();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook has spoken, or speaks now.
            words = words.strip();
        }
    }
}
