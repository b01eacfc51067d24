package io.github.amibaker.request;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.amibaker.advice.Parameter;
import java.util.function.Consumer;
import org.junit.jupiter.params.provider.Arguments;

/** A row of the tables of what is wrong: what it is called, the parameter, what the fault shows, and how it is made. */
final class WrongParameter {
    /** What no fault may show. */
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG";

    private WrongParameter() {}

    interface Spoiling {
        void put(BakeParameters parameters, String value);
    }

    /** A value that is shown as it is. */
    static Arguments text(Parameter parameter, String value, Spoiling spoiling) {
        String shown = "\"" + value + "\"";
        return one(parameter.xml() + " = " + value, parameter, shown, p -> spoiling.put(p, value));
    }

    static Arguments one(String name, Parameter parameter, String shown, Consumer<BakeParameters> spoil) {
        return arguments(name, parameter, shown, spoil);
    }
}
