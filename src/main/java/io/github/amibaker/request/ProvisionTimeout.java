package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ParameterAdvice;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long provisioning may take: {@code 90s}, {@code 30m}, {@code 1h30m} or ISO-8601, 1 second to 12 hours. */
final class ProvisionTimeout {
    static final Duration STANDARD = Duration.ofMinutes(30);
    /** What a WaitCondition waits at most. */
    static final Duration MOST = Duration.ofHours(12);

    private static final Pattern SHORT = Pattern.compile("(-?)(?=\\d)(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

    private ProvisionTimeout() {}

    static Duration read(String written, Faults faults) {
        if (written == null) {
            return STANDARD;
        }
        Optional<Duration> parsed = parse(written.strip());
        if (parsed.isEmpty()) {
            faults.add(ParameterAdvice.malformedTimeout(written));
            return STANDARD;
        }
        Duration timeout = parsed.get();
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MOST) > 0) {
            faults.add(ParameterAdvice.timeoutOutOfRange(written));
            return STANDARD;
        }
        return timeout;
    }

    /** Whole seconds in either form, whatever their sign; empty for anything else. */
    static Optional<Duration> parse(String written) {
        Matcher matcher = SHORT.matcher(written);
        if (matcher.matches()) {
            Duration sum = Duration.ofHours(number(matcher.group(2)))
                    .plusMinutes(number(matcher.group(3)))
                    .plusSeconds(number(matcher.group(4)));
            return Optional.of(matcher.group(1).isEmpty() ? sum : sum.negated());
        }
        try {
            return Optional.of(Duration.parse(written)).filter(duration -> duration.toNanosPart() == 0);
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
