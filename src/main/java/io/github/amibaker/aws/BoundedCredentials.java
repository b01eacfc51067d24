package io.github.amibaker.aws;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Credentials that are waited for as long as the goal may take: a {@code credential_process} that hangs, a metadata
 * service that does not answer or a question that nobody answers do not outlast it.
 */
final class BoundedCredentials implements AwsCredentialsProvider, AutoCloseable {
    private final AwsCredentialsProvider provider;
    private final BoundedCalls bound;

    BoundedCredentials(AwsCredentialsProvider provider, BoundedCalls bound) {
        this.provider = provider;
        this.bound = bound;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        FutureTask<AwsCredentials> task = new FutureTask<>(provider::resolveCredentials);
        Thread thread = new Thread(task, "ami-credentials");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(bound.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException over) {
            task.cancel(true);
            throw bound.over();
        } catch (InterruptedException interrupted) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw AbortedException.create("Interrupted while credentials were asked for", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        if (provider instanceof AutoCloseable closeable) {
            Lazy.closeQuietly(closeable);
        }
    }
}
