package io.github.amibaker.recipe;

import io.github.amibaker.advice.GoalAdvice;
import io.github.amibaker.stack.Stack;
import io.github.amibaker.stack.StackOutcome;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a stack hands over. */
final class Outputs {
    private static final Pattern AMI = Pattern.compile("ami-([0-9a-f]{8}|[0-9a-f]{17})");

    private Outputs() {}

    /**
     * The image that a complete stack made.
     *
     * @throws io.github.amibaker.advice.BakeException when the output is missing or no AMI id, as a template of the user's
     *     own may have it
     */
    static String imageId(StackOutcome outcome) {
        Optional<String> output = outcome.stack().flatMap(Stack::imageId);
        return output.filter(id -> AMI.matcher(id).matches())
                .orElseThrow(() -> GoalAdvice.noImage(outcome.stackName(), output));
    }
}
