package io.github.amibaker.console;

import java.io.OutputStream;
import java.io.PrintStream;

/** Takes colours away as Jansi's class of this name does: under its own lock, not that of the stream, to which it writes. */
final class AnsiConsole {
    private static final PrintStream BEFORE = System.out;
    private static volatile boolean taking;

    private AnsiConsole() {}

    static void systemInstall() {
        System.setOut(new Coloured(BEFORE));
    }

    static synchronized void systemUninstall() throws InterruptedException {
        taking = true;
        Thread.sleep(300);
        System.setOut(BEFORE);
    }

    /** What is printed while colours are taken away is lost. */
    private static final class Coloured extends PrintStream {
        Coloured(OutputStream to) {
            super(to);
        }

        @Override
        public void println(String line) {
            super.println(taking ? "torn" : line);
        }
    }
}
