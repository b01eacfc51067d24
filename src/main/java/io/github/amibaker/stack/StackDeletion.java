package io.github.amibaker.stack;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.console.Console;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;

/**
 * Removes stacks. What keeps a stack from being deleted is told and tried again by the next deletion; what keeps it a
 * second time is let go of, where it costs nothing and a search for orphans finds it again, so that the rest can go.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html">DeleteStack</a>
 */
public final class StackDeletion {
    private final CloudFormationClient cloudFormation;
    private final Failures failures;
    private final StackWatch watch;
    private final Console console;

    /** Collaborators of one goal. */
    public StackDeletion(CloudFormationClient cloudFormation, Failures failures, StackWatch watch, Console console) {
        this.cloudFormation = cloudFormation;
        this.failures = failures;
        this.watch = watch;
        this.console = console;
    }

    /**
     * Deletes a stack and waits until it is gone. Deleting what is gone or going already is no error.
     *
     * @throws BakeException when something in it could not be deleted: what, why, and what to run
     */
    public void delete(Stack stack) {
        if (stack.status().isDeleting()) {
            check(stack, watch.followDeletion(stack.id()));
            return;
        }
        if (stack.status().isInProgress() && !stack.status().isCreating()) {
            // CloudFormation does not delete what it is rolling back or updating.
            watch.followDeletion(stack.id());
        }
        StackEvents past = new StackEvents(cloudFormation, stack.id());
        List<StackEvent> before = StackEvent.notDeleted(skip(past));
        if (stack.status().isDeleteFailure() && !before.isEmpty()) {
            console.info(StackAdvice.deletionAgain(stack.name(), lines(before)));
        }
        StackEvents events = past.next();
        StackOutcome outcome = attempt(stack, events, List.of());
        Set<String> stuck = names(before);
        List<StackEvent> again = outcome.notDeleted();
        boolean same = stack.status().isDeleteFailure() && stuck.containsAll(names(again));
        if (!outcome.isDeleted() && same && !again.isEmpty() && again.stream().allMatch(StackEvent::mayBeLeft)) {
            outcome = attempt(stack, events.next(), names(again));
            if (outcome.isDeleted()) {
                console.warn(StackAdvice.leftBehind(stack.name(), lines(again)));
            }
        }
        check(stack, outcome);
    }

    private StackOutcome attempt(Stack stack, StackEvents events, Collection<String> retained) {
        DeleteStackRequest.Builder request =
                DeleteStackRequest.builder().stackName(stack.id()).clientRequestToken("ami-" + UUID.randomUUID());
        if (!retained.isEmpty()) {
            request.retainResources(retained);
        }
        try {
            cloudFormation.deleteStack(request.build());
        } catch (SdkException failure) {
            throw failures.of("cloudformation:DeleteStack", failure);
        }
        return watch.followDeletion(events);
    }

    private static void check(Stack stack, StackOutcome outcome) {
        if (!outcome.status().isDeleted()) {
            List<StackEvent> left = outcome.notDeleted();
            throw StackAdvice.notDeleted(
                    stack.name(),
                    outcome.status().name(),
                    lines(left),
                    outcome.stack().flatMap(Stack::reason).map(RootCause::readable),
                    !left.isEmpty() && left.stream().allMatch(StackEvent::mayBeLeft));
        }
    }

    private List<StackEvent> skip(StackEvents events) {
        try {
            return events.skip();
        } catch (SdkException failure) {
            throw failures.of("cloudformation:DescribeStackEvents", failure);
        }
    }

    private static Set<String> names(List<StackEvent> events) {
        return events.stream().map(StackEvent::logicalId).collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> lines(List<StackEvent> events) {
        return events.stream().map(StackFailure::describe).toList();
    }
}
