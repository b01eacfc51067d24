package io.github.amibaker.console;

/** Says of each line what it is about, where several things go on at once. */
public final class PrefixedConsole implements Console {
    private final Console console;
    private final String prefix;

    /** @param about a word that comes before each line, in brackets */
    public PrefixedConsole(Console console, String about) {
        this.console = console;
        this.prefix = "[" + about + "] ";
    }

    @Override
    public void info(String line) {
        line.lines().forEach(one -> console.info(prefix + one));
    }

    @Override
    public void warn(String line) {
        line.lines().forEach(one -> console.warn(prefix + one));
    }

    @Override
    public void error(String line) {
        line.lines().forEach(one -> console.error(prefix + one));
    }

    @Override
    public void debug(String line) {
        line.lines().forEach(one -> console.debug(prefix + one));
    }
}
