package io.github.amibaker.stack;

import java.util.Optional;

/**
 * What a bake finds before it does anything.
 *
 * @param stack the stack that holds the bake's name
 * @param stackImageAlive whether the image that stack made exists, available or still pending
 * @param imageOfInputs an available image of ours with the bake's inputs
 * @param inputs hash of the bake's inputs
 * @param force bake although nothing changed, and replace a bake of other inputs
 */
public record StackSituation(
        Optional<Stack> stack, boolean stackImageAlive, Optional<String> imageOfInputs, String inputs, boolean force) {}
