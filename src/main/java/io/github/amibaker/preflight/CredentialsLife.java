package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.PreflightAdvice;
import io.github.amibaker.console.Console;
import io.github.amibaker.request.BakeRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether the credentials live as long as a bake may. It does not help that the client renews them: without a service
 * role CloudFormation goes on with a session made from those that CreateStack was called with.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html">Service role</a>
 */
final class CredentialsLife {
    /** For the image, whose function has 15 minutes, and for a rollback. */
    private static final Duration MARGIN = Duration.ofMinutes(15);

    private final Console console;
    private final InstantSource clock;

    CredentialsLife(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    /** @param end when the credentials end; empty for those that do not, or do not tell */
    void check(Optional<Instant> end, BakeRequest request, Faults faults) {
        if (end.isEmpty() || request.roles().roleArn().isPresent()) {
            return;
        }
        Duration left = Duration.between(clock.instant(), end.get());
        if (left.compareTo(request.provisionTimeout()) < 0) {
            faults.add(PreflightAdvice.shortLived(end.get(), left, request.provisionTimeout()));
        } else if (left.compareTo(request.provisionTimeout().plus(MARGIN)) < 0) {
            console.warn(PreflightAdvice.perhapsShortLived(end.get(), left));
        }
    }
}
