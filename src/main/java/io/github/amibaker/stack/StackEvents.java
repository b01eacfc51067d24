package io.github.amibaker.stack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;

/**
 * The events of the operation a stack is in, read as they come. Events are told apart by their ids, never by a clock,
 * so it does not matter whether this machine's agrees with CloudFormation's.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html">DescribeStackEvents</a>
 */
final class StackEvents {
    private final CloudFormationClient cloudFormation;
    private final String stackArn;
    private final Set<String> seen = new HashSet<>();
    private final List<StackEvent> all = new ArrayList<>();

    StackEvents(CloudFormationClient cloudFormation, String stackArn) {
        this.cloudFormation = cloudFormation;
        this.stackArn = stackArn;
    }

    String stackArn() {
        return stackArn;
    }

    /** What happened so far belongs to an earlier operation, whose events are returned. */
    List<StackEvent> skip() {
        return lastOperation(unseen());
    }

    /** The events of the operation that begins now: what was read so far is not among them. */
    StackEvents next() {
        StackEvents next = new StackEvents(cloudFormation, stackArn);
        next.seen.addAll(seen);
        return next;
    }

    /**
     * What happened since the last call, oldest first. The first call gives what belongs to the operation that is
     * going on, or that was the last.
     */
    List<StackEvent> fresh() {
        boolean first = seen.isEmpty();
        List<StackEvent> unseen = unseen();
        List<StackEvent> fresh = first ? lastOperation(unseen) : unseen;
        all.addAll(fresh);
        return fresh;
    }

    /** Everything {@link #fresh()} gave so far, oldest first. */
    List<StackEvent> all() {
        return List.copyOf(all);
    }

    /** Everything that ever happened to the stack, oldest first. */
    List<StackEvent> whole() {
        return unseen();
    }

    /** CloudFormation tells the newest first; a page that holds anything known is the last one worth reading. */
    private List<StackEvent> unseen() {
        List<StackEvent> unseen = new ArrayList<>();
        Set<String> known = Set.copyOf(seen);
        String token = null;
        boolean reachedKnown;
        do {
            DescribeStackEventsResponse page = cloudFormation.describeStackEvents(DescribeStackEventsRequest.builder()
                    .stackName(stackArn)
                    .nextToken(token)
                    .build());
            reachedKnown = false;
            for (software.amazon.awssdk.services.cloudformation.model.StackEvent event : page.stackEvents()) {
                if (known.contains(event.eventId())) {
                    reachedKnown = true;
                } else if (unseen.stream().noneMatch(other -> other.id().equals(event.eventId()))) {
                    unseen.add(StackEvent.of(event));
                }
            }
            token = page.nextToken();
        } while (token != null && !reachedKnown);
        unseen.forEach(event -> seen.add(event.id()));
        Collections.reverse(unseen);
        return unseen;
    }

    /** An operation begins after the stack had settled, or where its deletion begins. */
    private static List<StackEvent> lastOperation(List<StackEvent> events) {
        int begin = 0;
        int settled = -1;
        boolean deleting = false;
        for (int i = 0; i < events.size(); i++) {
            StackEvent event = events.get(i);
            if (!event.ofStack()) {
                continue;
            }
            if (event.status().isSettled()) {
                settled = i;
                deleting = false;
            } else if (event.status().isDeleting() && !deleting) {
                begin = i;
                deleting = true;
                settled = -1;
            } else if (settled >= 0) {
                begin = settled + 1;
                settled = -1;
            }
        }
        return new ArrayList<>(events.subList(begin, events.size()));
    }
}
