package io.github.amibaker.advice;

import io.github.amibaker.advice.FailedBake.Cause;
import io.github.amibaker.advice.FailedBake.Left;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A bake that failed, and what is said of it. */
abstract class FailedBakeOfTests {
    static final String WAIT = "AWS::CloudFormation::WaitCondition";

    Optional<Cause> cause = Optional.empty();
    FailedBake.Builder builder =
            new FailedBake.Builder(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), false);
    Left left = Left.NOTHING;
    String status = "ROLLBACK_COMPLETE";
    List<String> notDeleted = List.of();
    Optional<Path> consoleFile = Optional.empty();

    void cause(String type, String reason) {
        cause = Optional.of(new Cause("It", type, reason));
    }

    String message() {
        return exception().getMessage();
    }

    String advice() {
        return exception().advice();
    }

    BakeException exception() {
        return FailedBakeAdvice.of(new FailedBake(
                "ami-demo",
                status,
                cause,
                builder,
                left,
                notDeleted,
                Duration.ofSeconds(90),
                "eu-central-1",
                Optional.of("dev"),
                consoleFile));
    }
}
