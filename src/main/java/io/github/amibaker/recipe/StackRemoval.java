package io.github.amibaker.recipe;

import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.image.Image;
import io.github.amibaker.stack.Stack;
import java.time.Duration;
import java.util.Optional;

/** Removes a stack without harm to the image it made: a builder whose image is pending is not terminated yet. */
final class StackRemoval {
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    private final AwsClients clients;
    private final Tools tools;

    StackRemoval(AwsClients clients, Tools tools) {
        this.clients = clients;
        this.tools = tools;
    }

    void remove(Stack stack) {
        Optional<Image> pending = tools.interruptible(
                stack.name(),
                StackAdvice.notDeletedYet(stack.name()),
                () -> tools.imageWait(clients).pendingImageOf(stack.id(), PATIENCE));
        pending.filter(Image::isPending)
                .ifPresent(image -> tools.console()
                        .warn("Image " + image.id() + " is still pending after " + PATIENCE.toMinutes()
                                + " minutes; deleting the stack may spoil it."));
        tools.goal(StackAdvice.deletionAskedFor(stack.name()), () -> {
            tools.deletion(clients).delete(stack);
            return stack;
        });
    }
}
