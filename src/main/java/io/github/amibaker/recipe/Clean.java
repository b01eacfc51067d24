package io.github.amibaker.recipe;

import io.github.amibaker.advice.GoalAdvice;
import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.image.ImageRemoval;
import io.github.amibaker.request.CleanRequest;
import io.github.amibaker.stack.Stack;
import java.util.Optional;

/** The recipe of {@code ami:clean}: the stack goes, the image stays unless it is to go too. */
final class Clean {
    private final CleanRequest request;
    private final AwsClients clients;
    private final Tools tools;

    Clean(CleanRequest request, AwsClients clients, Tools tools) {
        this.request = request;
        this.clients = clients;
        this.tools = tools;
    }

    void run() {
        Optional<Stack> stack = tools.stack(clients, request.stackName());
        stack.filter(found -> !found.isOurs()).ifPresent(foreign -> {
            throw StackAdvice.foreignStack(
                    foreign.name(),
                    foreign.status().name(),
                    foreign.tags(),
                    foreign.created(),
                    tools.clock().instant(),
                    tools.zone());
        });
        if (stack.filter(this::bakes).isPresent() && request.leaveInProgress()) {
            tools.console().info(GoalAdvice.leftInProgress(request.stackName()));
            return;
        }
        stack.ifPresentOrElse(
                this::delete,
                () -> tools.console()
                        .info("There is no stack " + request.stackName() + " in " + clients.region() + "."));
        if (request.deregister()) {
            deregister();
        }
    }

    private boolean bakes(Stack stack) {
        return stack.status().isInProgress() && !stack.status().isDeleting();
    }

    private void delete(Stack stack) {
        tools.console().info("Deleting stack " + stack.name() + (request.deregister() ? "." : "; its image stays."));
        new StackRemoval(clients, tools).remove(stack);
    }

    private void deregister() {
        if (new ImageRemoval(clients, tools.console())
                .ofStack(request.stackName())
                .isEmpty()) {
            tools.console().info("There is no image of stack " + request.stackName() + " in " + clients.region() + ".");
        }
    }
}
