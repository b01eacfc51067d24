package io.github.amibaker.console;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Says something when Maven is ended from outside, such as by Ctrl-C, while something goes on: Maven does not interrupt
 * the goal then, it only runs the hooks of the virtual machine. Words that are opened while others of the same thread
 * stand take their place until they are closed, so that there are always one goal's last words and no more.
 */
public final class PartingWords implements AutoCloseable {
    private static final ThreadLocal<AtomicReference<String>> SPOKEN = new ThreadLocal<>();

    private static volatile boolean said;

    private final Runnable end;

    /**
     * From now on until {@link #close()} these words are the last ones.
     *
     * @param console takes them as an error, so that they are seen with {@code -q} too
     * @param words may have several lines
     */
    public PartingWords(Console console, String words) {
        AtomicReference<String> spoken = SPOKEN.get();
        if (spoken == null) {
            end = begin(console, new AtomicReference<>(words));
        } else {
            String before = spoken.getAndSet(words);
            end = () -> spoken.set(before);
        }
    }

    private static Runnable begin(Console console, AtomicReference<String> spoken) {
        Thread hook = new Thread(
                () -> {
                    said = true;
                    Colours.whileTheyStay(() -> spoken.get().lines().forEach(console::error));
                },
                "ami-parting-words");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return () -> {};
        }
        SPOKEN.set(spoken);
        return () -> {
            SPOKEN.remove();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                // The words are being said.
            }
        };
    }

    /** Prints before any last words, or not at all when Maven is being ended: it would only hide them. */
    public static void printBefore(Runnable printing) {
        Colours.whileTheyStay(() -> {
            if (!said) {
                printing.run();
            }
        });
    }

    /** What went on is done; what went on around it is what there is to say of. */
    @Override
    public void close() {
        end.run();
    }
}
