package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.ParameterAdvice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A parameter that takes one of a few words, written as the constants of an enum in lower case with hyphens. */
final class Choice {
    private Choice() {}

    /** The constant the user named; the standard one when nothing was written, or something unknown. */
    static <E extends Enum<E>> E read(Parameter parameter, String written, E standard, Faults faults) {
        if (written == null) {
            return standard;
        }
        for (E constant : standard.getDeclaringClass().getEnumConstants()) {
            if (word(constant).equals(written)) {
                return constant;
            }
        }
        faults.add(ParameterAdvice.unknownChoice(parameter, written, words(standard.getDeclaringClass())));
        return standard;
    }

    static List<String> words(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Choice::word).toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
