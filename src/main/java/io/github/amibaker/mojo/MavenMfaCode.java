package io.github.amibaker.mojo;

import io.github.amibaker.request.MfaCode;
import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.maven.execution.MavenSession;

/**
 * The code of an MFA device: from the command line, else asked for on the terminal. It is no parameter of a goal, as Maven
 * prints those with {@code -X}.
 */
final class MavenMfaCode implements MfaCode {
    static final String PROPERTY = "ami.mfaCode";

    private final MavenSession session;
    private final Supplier<Optional<Terminal>> terminal;

    /** Somebody who reads and types. */
    interface Terminal {
        /** What was typed, unseen; null at the end of the input. */
        char[] ask(String question);
    }

    MavenMfaCode(MavenSession session) {
        this(session, MavenMfaCode::systems);
    }

    MavenMfaCode(MavenSession session, Supplier<Optional<Terminal>> terminal) {
        this.session = session;
        this.terminal = terminal;
    }

    @Override
    public Optional<String> of(String serial) {
        String given = session.getUserProperties().getProperty(PROPERTY);
        if (given != null) {
            return Optional.of(given);
        }
        return session.getRequest().isInteractiveMode()
                ? terminal.get()
                        .map(one -> one.ask("MFA code of " + serial + ": "))
                        .map(String::valueOf)
                : Optional.empty();
    }

    private static Optional<Terminal> systems() {
        return Optional.ofNullable(System.console())
                .filter(MavenMfaCode::isTerminal)
                .map(console -> question -> console.readPassword("%s", question));
    }

    /** From Java 22 on there is a console also where nobody types; before, there was none then. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException older) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            return false;
        }
    }
}
