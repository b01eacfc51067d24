package io.github.amibaker.stack;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.StackAdvice;
import java.time.Instant;
import java.time.ZoneId;

/** What a bake does about what it finds. */
public sealed interface StackDecision {

    /** Nothing to bake: this image is what the bake would make. */
    record Reuse(String imageId) implements StackDecision {}

    /** Create the stack. */
    record Create() implements StackDecision {}

    /** Watch the bake that is going on. */
    record Join(Stack stack) implements StackDecision {}

    /** Leave everything as it is, and say why. */
    record Refuse(BakeException reason) implements StackDecision {}

    /**
     * Delete the stack, then create it.
     *
     * @param why what is wrong with the stack, half a sentence
     */
    record Replace(Stack stack, String why) implements StackDecision {}

    /** The stack is going: wait until it is gone, then look again. */
    record WaitForDeleteThenCreate(Stack stack) implements StackDecision {}

    /**
     * The table of DESIGN 8.
     *
     * @param now for how long ago somebody else's bake began
     * @param zone for when it began
     */
    static StackDecision of(StackSituation found, Instant now, ZoneId zone) {
        if (found.stack().isEmpty()) {
            return found.imageOfInputs()
                    .filter(image -> !found.force())
                    .<StackDecision>map(Reuse::new)
                    .orElseGet(Create::new);
        }
        Stack stack = found.stack().get();
        if (!stack.isOurs()) {
            return new Refuse(StackAdvice.foreignStack(
                    stack.name(), stack.status().name(), stack.tags(), stack.created(), now, zone));
        }
        if (stack.status().isDeleting()) {
            return new WaitForDeleteThenCreate(stack);
        }
        boolean sameInputs = stack.inputs().filter(found.inputs()::equals).isPresent();
        if (stack.status().isInProgress()) {
            return inProgress(found, stack, sameInputs, now, zone);
        }
        if (stack.status().isFailure()) {
            return new Replace(stack, "its last bake failed (" + stack.status() + ")");
        }
        if (!stack.status().isComplete()) {
            return new Replace(stack, "it was never created (" + stack.status() + ")");
        }
        if (!sameInputs) {
            return new Replace(stack, "it was baked from other inputs");
        }
        if (found.force()) {
            return new Replace(stack, "the bake is forced");
        }
        if (!found.stackImageAlive() || stack.imageId().isEmpty()) {
            return new Replace(stack, "its image is gone");
        }
        return new Reuse(stack.imageId().get());
    }

    /** A bake that is rolling back has failed already: nothing is lost when other inputs replace it. */
    private static StackDecision inProgress(
            StackSituation found, Stack stack, boolean sameInputs, Instant now, ZoneId zone) {
        if (stack.status().isRollback()) {
            return sameInputs && !found.force()
                    ? new Join(stack)
                    : new Replace(stack, "its last bake failed (" + stack.status() + ")");
        }
        if (sameInputs) {
            return new Join(stack);
        }
        if (found.force()) {
            return new Replace(stack, "a bake of other inputs is replaced by force");
        }
        return new Refuse(StackAdvice.otherBakeInProgress(stack.name(), stack.startedBy(), stack.created(), now, zone));
    }
}
