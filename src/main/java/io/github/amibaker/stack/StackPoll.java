package io.github.amibaker.stack;

import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.aws.Patience;
import io.github.amibaker.console.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/** Asks CloudFormation about one stack, and bears for a while that it does not answer: the bake goes on meanwhile. */
final class StackPoll {
    /** As long as this nobody answering is borne; a throttled account or a sleeping laptop recovers sooner. */
    private static final Duration BORNE = Duration.ofMinutes(10);

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final CloudFormationClient cloudFormation;
    private final Failures failures;
    private final Console console;
    private final InstantSource clock;
    private final StackEvents events;
    private Optional<Instant> unansweredSince = Optional.empty();
    private int unanswered;
    private int answers;
    private boolean gone;

    StackPoll(
            CloudFormationClient cloudFormation,
            Failures failures,
            Console console,
            InstantSource clock,
            StackEvents events) {
        this.cloudFormation = cloudFormation;
        this.failures = failures;
        this.console = console;
        this.clock = clock;
        this.events = events;
    }

    String stackArn() {
        return events.stackArn();
    }

    /** What happened since the last time, oldest first; nothing while CloudFormation does not answer. */
    List<StackEvent> events() {
        List<StackEvent> fresh = bear("cloudformation:DescribeStackEvents", () -> {
                    try {
                        List<StackEvent> news = events.fresh();
                        gone = false;
                        return news;
                    } catch (CloudFormationException refused) {
                        if (StackLookup.saysNoSuchStack(refused)) {
                            gone = true;
                            return List.<StackEvent>of();
                        }
                        throw refused;
                    }
                })
                .orElse(List.of());
        answers += isUnanswered() ? 0 : 1;
        return fresh;
    }

    /** The stack as it is; empty when CloudFormation does not know it, or does not answer. */
    Optional<Stack> stack() {
        return bear("cloudformation:DescribeStacks", () -> StackLookup.describe(cloudFormation, stackArn()))
                .flatMap(found -> found);
    }

    /** Everything that happened, oldest first. */
    List<StackEvent> all() {
        return events.all();
    }

    /** Whether CloudFormation knows no events of the stack. */
    boolean isGone() {
        return gone;
    }

    /** Whether the last call went unanswered. */
    boolean isUnanswered() {
        return unanswered > 0;
    }

    /** Whether the last events are the first that were read: they may be old. */
    boolean isFirst() {
        return answers == 1;
    }

    /** How long to wait instead of {@code usual}: longer and longer while nobody answers. */
    Duration patience(Duration usual) {
        Duration longer = usual.multipliedBy(1L << Math.min(unanswered, 5));
        return unanswered == 0 || longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }

    private <T> Optional<T> bear(String action, Supplier<T> call) {
        try {
            T answer = call.get();
            unanswered = 0;
            unansweredSince = Optional.empty();
            return Optional.of(answer);
        } catch (AbortedException interrupted) {
            throw interrupted;
        } catch (SdkException failure) {
            Instant now = clock.instant();
            Instant since = unansweredSince.orElse(now);
            if (!Patience.isTransient(failure) || Duration.between(since, now).compareTo(BORNE) > 0) {
                throw failures.of(action, failure);
            }
            unansweredSince = Optional.of(since);
            unanswered++;
            String line = StackAdvice.unanswered(action, Failures.message(failure));
            // The SDK has tried for a minute or two each time.
            if (unanswered == 2) {
                console.warn(line);
            } else {
                console.debug(line);
            }
            return Optional.empty();
        }
    }
}
