package io.github.amibaker.console;

/** A console that is silent once last words were said: what a goal still prints while Maven ends would bury them. */
public final class UntilParting implements Console {
    private final Console console;

    /** In front of that one. */
    public UntilParting(Console console) {
        this.console = console;
    }

    @Override
    public void info(String line) {
        PartingWords.unlessSaid(() -> console.info(line));
    }

    @Override
    public void warn(String line) {
        PartingWords.unlessSaid(() -> console.warn(line));
    }

    @Override
    public void error(String line) {
        PartingWords.unlessSaid(() -> console.error(line));
    }

    @Override
    public void debug(String line) {
        PartingWords.unlessSaid(() -> console.debug(line));
    }
}
