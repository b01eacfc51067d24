package io.github.amibaker.aws;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * How long a session of a role is asked for: as the user says; else as long as the goal may need it, and for an hour where
 * the role allows no more, or is assumed by another role.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">DurationSeconds</a>
 */
final class SessionLength {
    private static final Duration HOUR = Duration.ofHours(1);

    private final boolean given;
    private volatile Duration asked;

    SessionLength(Optional<Duration> given, Duration lasting) {
        this.given = given.isPresent();
        this.asked = given.orElse(lasting.compareTo(HOUR) < 0 ? HOUR : lasting);
    }

    Duration asked() {
        return asked;
    }

    int seconds() {
        return (int) asked.toSeconds();
    }

    /** Whether to ask again, for less. */
    boolean isShortenedAfter(StsException refused) {
        if (given || !isTooLong(refused) || asked.equals(HOUR)) {
            return false;
        }
        asked = HOUR;
        return true;
    }

    static boolean isTooLong(StsException refused) {
        return Failures.code(refused).equals("ValidationError")
                && Failures.message(refused).contains("DurationSeconds exceeds");
    }
}
