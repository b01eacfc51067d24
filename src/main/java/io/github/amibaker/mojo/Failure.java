package io.github.amibaker.mojo;

import io.github.amibaker.advice.BakeException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** The one place where our failures become Maven's. */
final class Failure {
    private Failure() {}

    /**
     * What the user can mend is returned as a failure, without a cause, so that no stack trace comes with it.
     *
     * @throws MojoExecutionException when machinery broke
     */
    static MojoFailureException of(BakeException e) throws MojoExecutionException {
        if (e.kind() == BakeException.Kind.MACHINERY) {
            throw new MojoExecutionException(e.text(), e.getCause() instanceof Exception cause ? cause : e);
        }
        return new MojoFailureException(e.text());
    }
}
