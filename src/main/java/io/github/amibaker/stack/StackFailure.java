package io.github.amibaker.stack;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.FailedBake;
import io.github.amibaker.advice.FailedBake.Left;
import io.github.amibaker.advice.FailedBakeAdvice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Makes the exception for a bake that failed from how its stack ended. */
public final class StackFailure {
    private StackFailure() {}

    /**
     * The exception for a bake whose stack is not complete.
     *
     * @param provisionTimeout how long provisioning was allowed to take
     * @param hasInstanceProfile whether the user gave the builder an instance profile
     * @param region the region in use
     * @param profile the AWS profile, when the user named one
     * @param consoleFile where the builder's last lines were kept
     */
    public static BakeException of(
            StackOutcome outcome,
            Duration provisionTimeout,
            boolean hasInstanceProfile,
            String region,
            Optional<String> profile,
            Optional<Path> consoleFile) {
        BuilderReport builder = outcome.builder();
        return FailedBakeAdvice.of(new FailedBake(
                outcome.stackName(),
                outcome.status().name(),
                outcome.rootCause().map(StackFailure::cause),
                new FailedBake.Builder(
                        builder.instanceId(),
                        builder.lastLines(),
                        builder.running(),
                        builder.failure(),
                        hasInstanceProfile),
                left(outcome.status()),
                outcome.notDeleted().stream().map(StackFailure::describe).toList(),
                provisionTimeout,
                region,
                profile,
                consoleFile));
    }

    /** A failed resource and AWS's reason, on one line. */
    static String describe(StackEvent event) {
        return event.logicalId() + " (" + event.type()
                + event.physicalId().map(id -> " " + id).orElse("") + "): "
                + event.reason().map(RootCause::readable).orElse("no reason given");
    }

    private static FailedBake.Cause cause(StackEvent event) {
        return new FailedBake.Cause(
                event.logicalId(),
                event.type(),
                event.reason().map(RootCause::readable).orElse("AWS gives no reason"));
    }

    private static Left left(StackStatus status) {
        if (status.isDeleted()) {
            return Left.NO_STACK;
        }
        if (status.isRolledBack()) {
            return Left.NOTHING;
        }
        return status.isCreateFailure() ? Left.EVERYTHING : Left.SOMETHING;
    }
}
