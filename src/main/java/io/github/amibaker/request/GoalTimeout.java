package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ParameterAdvice;
import java.time.Duration;
import java.util.Optional;

/** How long a whole goal may take, written as {@link ProvisionTimeout} is; without one there is no limit. */
final class GoalTimeout {
    private GoalTimeout() {}

    static Optional<Duration> read(String written, Faults faults) {
        if (written == null) {
            return Optional.empty();
        }
        Optional<Duration> limit = ProvisionTimeout.parse(written.strip());
        if (limit.isEmpty()) {
            faults.add(ParameterAdvice.malformedGoalTimeout(written));
        } else if (limit.get().isNegative() || limit.get().isZero()) {
            faults.add(ParameterAdvice.goalTimeoutOutOfRange(written));
        } else {
            return limit;
        }
        return Optional.empty();
    }
}
