package io.github.amibaker.preflight;

import io.github.amibaker.advice.BaseImageAdvice;
import io.github.amibaker.request.BaseImage;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Whether the base image is deprecated, or will be soon. It can be launched all the same.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html">Deprecate an AMI</a>
 */
final class BaseImageAge {
    private static final Duration SOON = Duration.ofDays(30);

    private BaseImageAge() {}

    /** What to warn of. */
    static Optional<String> warning(BaseImageLookup.Found found, BaseImage base, Instant now) {
        return instant(found.image().deprecationTime())
                .filter(at -> at.isBefore(now.plus(SOON)))
                .map(at -> at.isAfter(now)
                        ? BaseImageAdvice.soonDeprecated(
                                found.id(), found.name(), at, Duration.between(now, at), base.text(), found.locked())
                        : BaseImageAdvice.deprecated(found.id(), found.name(), at, base.text(), found.locked()));
    }

    /** A time as EC2 writes it; empty for none. */
    static Optional<Instant> instant(String time) {
        try {
            return Optional.ofNullable(time).map(Instant::parse);
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }
}
