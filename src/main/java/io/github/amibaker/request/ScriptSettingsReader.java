package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.ScriptAdvice;
import java.time.Duration;
import java.util.Optional;

/** Reads what a script in the list has of its own. */
final class ScriptSettingsReader {
    static final Duration STANDARD_PAUSE = Duration.ofSeconds(10);
    static final int MOST_RETRIES = 100;
    static final Duration MOST_PAUSE = Duration.ofHours(1);

    private final int number;
    private final Faults faults;

    /** @param number the script's place in the list, from 1 */
    ScriptSettingsReader(int number, Faults faults) {
        this.number = number;
        this.faults = faults;
    }

    ScriptSettings read(BakeParameters.Script written) {
        int retries = retries(written.retries);
        Duration pause = written.retryPause == null
                ? STANDARD_PAUSE
                : time("retryPause", written.retryPause, Duration.ZERO, MOST_PAUSE)
                        .orElse(STANDARD_PAUSE);
        return new ScriptSettings(
                interpreter(written.interpreter),
                Pairs.environment(Parameter.PROVISION, written.environment, faults),
                written.timeout == null
                        ? Optional.empty()
                        : time("timeout", written.timeout, Duration.ofSeconds(1), ProvisionTimeout.MOST),
                retries,
                retries == 0 ? Duration.ZERO : pause,
                expectReboot(written.expectReboot));
    }

    private Optional<String> interpreter(String written) {
        if (written == null) {
            return Optional.empty();
        }
        String words = written.strip();
        if (words.isEmpty() || words.startsWith("#") || words.codePoints().anyMatch(Character::isISOControl)) {
            faults.add(ScriptAdvice.interpreter(number, written));
            return Optional.empty();
        }
        return Optional.of(words);
    }

    private Optional<Duration> time(String element, String written, Duration least, Duration most) {
        Optional<Duration> time = ProvisionTimeout.parse(written.strip());
        if (time.isEmpty() || time.get().compareTo(least) < 0 || time.get().compareTo(most) > 0) {
            faults.add(ScriptAdvice.time(number, element, written, least, most));
            return Optional.empty();
        }
        return time;
    }

    private int retries(String written) {
        if (written == null) {
            return 0;
        }
        if (!written.strip().matches("[0-9]{1,3}") || Integer.parseInt(written.strip()) > MOST_RETRIES) {
            faults.add(ScriptAdvice.retries(number, written, MOST_RETRIES));
            return 0;
        }
        return Integer.parseInt(written.strip());
    }

    private boolean expectReboot(String written) {
        if (written == null || written.strip().equals("false")) {
            return false;
        }
        if (!written.strip().equals("true")) {
            faults.add(ScriptAdvice.expectReboot(number, written));
        }
        return true;
    }
}
