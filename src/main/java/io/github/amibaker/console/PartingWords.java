package io.github.amibaker.console;

/**
 * Says something when Maven is ended from outside, such as by Ctrl-C, while something goes on: Maven does not interrupt
 * the goal then, it only runs the hooks of the virtual machine.
 */
public final class PartingWords implements AutoCloseable {
    private final Runtime runtime;
    private final Thread hook;

    /**
     * From now on until {@link #close()} these words are the last ones.
     *
     * @param words may have several lines
     */
    public PartingWords(Console console, String words) {
        this(Runtime.getRuntime(), console, words);
    }

    private PartingWords(Runtime runtime, Console console, String words) {
        this.runtime = runtime;
        this.hook = new Thread(() -> words.lines().forEach(console::warn), "ami-parting-words");
        try {
            runtime.addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It ends already: whatever went on before has had its words.
        }
    }

    /** What went on is done; there is nothing to say any more. */
    @Override
    public void close() {
        try {
            runtime.removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The words are being said.
        }
    }
}
