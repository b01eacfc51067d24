package io.github.amibaker.request;

import io.github.amibaker.advice.Elapsed;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ParameterAdvice;
import java.time.Duration;
import java.util.Optional;

/** How long after its creation a stack is to be gone, written as {@link ProvisionTimeout} is. */
final class Deadline {
    static final Duration STANDARD = Duration.ofHours(24);
    /** What stands longer than a year is no bake. */
    static final Duration MOST = Duration.ofDays(366);

    private Deadline() {}

    /**
     * Reads it.
     *
     * @param provisionTimeout how long provisioning may take: no bake is over before it is
     */
    static Duration read(String written, Duration provisionTimeout, Faults faults) {
        if (written == null) {
            return STANDARD;
        }
        Optional<Duration> deadline = ProvisionTimeout.parse(written.strip());
        if (deadline.isEmpty()) {
            faults.add(ParameterAdvice.malformedDeadline(written));
        } else if (deadline.get().isNegative()
                || deadline.get().isZero()
                || deadline.get().compareTo(MOST) > 0) {
            faults.add(ParameterAdvice.deadlineOutOfRange(written));
        } else if (deadline.get().compareTo(provisionTimeout) < 0) {
            faults.add(ParameterAdvice.deadlineTooShort(written, Elapsed.text(provisionTimeout)));
        } else {
            return deadline.get();
        }
        return STANDARD;
    }
}
