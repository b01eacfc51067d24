package io.github.amibaker.recipe;

import io.github.amibaker.stack.StackDecision;

/** What a bake would do now, in words. */
final class Verdict {
    private Verdict() {}

    /** The end of a sentence that begins with {@code A bake}. */
    static String of(String stack, StackDecision decision) {
        if (decision instanceof StackDecision.Reuse reuse) {
            return "would bake nothing, since nothing changed since " + reuse.imageId() + " was baked.";
        }
        if (decision instanceof StackDecision.Join) {
            return "would join the one in progress in stack " + stack + ".";
        }
        if (decision instanceof StackDecision.Replace replace) {
            return "would delete stack " + stack + " first, because " + replace.why() + ", and create it anew.";
        }
        if (decision instanceof StackDecision.WaitForDeleteThenCreate) {
            return "would wait until stack " + stack + " is deleted, and create it anew.";
        }
        if (decision instanceof StackDecision.Refuse refuse) {
            return "would be refused: " + refuse.reason().getMessage();
        }
        return "would create stack " + stack + ".";
    }
}
