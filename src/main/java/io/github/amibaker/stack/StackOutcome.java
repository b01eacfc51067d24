package io.github.amibaker.stack;

import java.util.List;
import java.util.Optional;

/**
 * How an operation on a stack ended.
 *
 * @param stackArn the stack
 * @param stack what CloudFormation says of it in the end; empty when it remembers it no more
 * @param status the status in the end
 * @param events the operation's events, oldest first
 * @param rootCause what failed first, when anything failed
 * @param builder what the builder's console said
 */
public record StackOutcome(
        String stackArn,
        Optional<Stack> stack,
        StackStatus status,
        List<StackEvent> events,
        Optional<StackEvent> rootCause,
        BuilderReport builder) {

    /** Whether the stack stands whole. */
    public boolean isComplete() {
        return status.isComplete();
    }

    /** Whether the stack is gone, or going. */
    public boolean isDeleted() {
        return status.isDeleted() || status.isDeleting();
    }

    /** The stack's name, from its ARN when nothing else knows it. */
    public String stackName() {
        return stack.map(Stack::name).orElseGet(() -> nameIn(stackArn));
    }

    /** The resources that were to be deleted and are still there. */
    public List<StackEvent> notDeleted() {
        return StackEvent.notDeleted(events);
    }

    /** {@code arn:aws:cloudformation:region:account:stack/name/uuid}. */
    static String nameIn(String arn) {
        String[] parts = arn.split("/", -1);
        return parts.length > 1 ? parts[1] : arn;
    }
}
