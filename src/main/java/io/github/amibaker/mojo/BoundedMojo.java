package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import org.apache.maven.plugins.annotations.Parameter;

/** What a bake takes of how it goes, beside what is baked: how long it and its stack may take. */
abstract class BoundedMojo extends TemplateMojo {
    /**
     * How long the goal may take as a whole: {@code 90s}, {@code 30m}, {@code 1h30m} or ISO-8601. When the time is over
     * while AWS is at work the goal fails and the stack stays: the same goal run again takes it up. For build agents that
     * are ended after some time themselves. Default: no limit. Example: {@code 45m}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.timeout")
    private String timeout;

    /**
     * How long after its creation the stack is to be gone: {@code 90m}, {@code 24h} or ISO-8601 such as {@code P2D}; at
     * least {@code provisionTimeout}. Nothing happens to a stack whose deadline has passed, but every clean, and every bake
     * that creates or joins a stack, in this account and region warns of it, since a forgotten builder costs money. It stands in the
     * stack's tag {@code ami:deadline}. Example: {@code 8h}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.deadline", defaultValue = "24h")
    private String deadline;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.timeout = timeout;
        parameters.deadline = deadline;
    }
}
