package io.github.amibaker.console;

/**
 * Jansi, which colours Maven's output. When Maven is ended, a hook of its own takes Jansi away, and that writes past the
 * lock of the stream: what another thread prints at the same moment gets into the middle of an escape sequence, and is
 * torn, or lost with a {@code NumberFormatException}.
 *
 * @see <a href="https://github.com/fusesource/jansi/blob/master/src/main/java/org/fusesource/jansi/AnsiConsole.java">systemUninstall, which is synchronized</a>
 */
final class Colours {
    private Colours() {}

    /** Prints while nobody takes Jansi away, and no other thread of ours prints. */
    static void whileTheyStay(Runnable printing) {
        synchronized (Colours.class) {
            synchronized (jansi()) {
                printing.run();
            }
        }
    }

    /** What Jansi locks, or nothing that anybody else does. */
    private static Object jansi() {
        Class<?> stream = System.out.getClass();
        try {
            return Class.forName(stream.getPackageName() + ".AnsiConsole", false, stream.getClassLoader());
        } catch (ClassNotFoundException none) {
            return Colours.class;
        }
    }
}
