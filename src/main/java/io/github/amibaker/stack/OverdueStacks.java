package io.github.amibaker.stack;

import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.console.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;

/**
 * Warns of stacks of the plugin, whoever's in this account and region, whose deadline has passed: a builder that nobody
 * thinks of costs money. It is a courtesy, so nothing fails when AWS does not answer, and an account with very many
 * stacks is looked through only as far as {@link #PATIENCE} reaches.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html">DescribeStacks</a>
 */
public final class OverdueStacks {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CloudFormationClient cloudFormation;
    private final Console console;
    private final InstantSource clock;

    /** Asks this client, and tells that console. */
    public OverdueStacks(CloudFormationClient cloudFormation, Console console, InstantSource clock) {
        this.cloudFormation = cloudFormation;
        this.console = console;
        this.clock = clock;
    }

    /**
     * Warns of each, a line.
     *
     * @param region the region looked in, for the command that removes one
     * @param leaving name of a stack that is being removed anyway
     */
    public void report(String region, String leaving) {
        Instant now = clock.instant();
        for (Stack stack : all()) {
            stack.deadline()
                    .filter(deadline -> deadline.isBefore(now))
                    .filter(deadline -> !stack.name().equals(leaving))
                    .ifPresent(deadline -> console.warn(StackAdvice.overdue(
                            stack.name(), Duration.between(deadline, now), stack.startedBy(), region)));
        }
    }

    private List<Stack> all() {
        Instant end = clock.instant().plus(PATIENCE);
        List<Stack> stacks = new ArrayList<>();
        String token = null;
        try {
            do {
                DescribeStacksResponse page = cloudFormation.describeStacks(DescribeStacksRequest.builder()
                        .nextToken(token)
                        .overrideConfiguration(call -> call.apiCallTimeout(PATIENCE))
                        .build());
                page.stacks().stream().map(Stack::of).filter(this::isOurs).forEach(stacks::add);
                token = page.nextToken();
            } while (token != null && clock.instant().isBefore(end));
            if (token != null) {
                console.debug("Not all stacks were looked through for passed deadlines: there are too many.");
            }
        } catch (SdkException failure) {
            console.debug("Stacks were not looked through for passed deadlines: " + Failures.message(failure));
        }
        return stacks;
    }

    private boolean isOurs(Stack stack) {
        return stack.isOurs() && !stack.status().isDeleted() && !stack.status().isDeleting();
    }
}
