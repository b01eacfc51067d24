package io.github.amibaker.aws;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Credentials that are looked for anew when AWS says that their session is over; calls go on with what was found. The SDK renews those whose end it was told; others it keeps although somebody has put new ones in their place,
 * into {@code ~/.aws/credentials} or behind a {@code credential_process}, while a bake was watched for an hour.
 */
final class RenewableCredentials implements AwsCredentialsProvider, Retries.Renewal, AutoCloseable {
    /** Who calls every new session expired is believed in the end. */
    private static final int MOST = 3;

    private final Supplier<Optional<AwsCredentialsProvider>> lookup;
    /** What this thread's attempt was signed with: signing and trying again are steps of one call, in its thread. */
    @SuppressWarnings("ThreadLocalUsage") // each goal has credentials of its own
    private final ThreadLocal<AwsCredentialsProvider> attempted = new ThreadLocal<>();

    private volatile AwsCredentialsProvider current;
    private int renewals;

    /**
     * Begins with these.
     *
     * @param lookup finds them as they are now; empty when there are none
     */
    RenewableCredentials(AwsCredentialsProvider first, Supplier<Optional<AwsCredentialsProvider>> lookup) {
        this.current = first;
        this.lookup = lookup;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return current.resolveCredentials();
    }

    /** The credentials for an attempt of this thread. */
    AwsCredentials forAttempt() {
        AwsCredentialsProvider now = current;
        attempted.set(now);
        return now.resolveCredentials();
    }

    /** Whether there are others than those of this thread's attempt, which AWS says are over. */
    @Override
    public synchronized boolean isRenewed() {
        AwsCredentialsProvider expired = attempted.get();
        if (expired != current) {
            return true;
        }
        Optional<AwsCredentialsProvider> found = renewals < MOST ? lookup.get() : Optional.empty();
        if (found.isEmpty() || isSame(found.get(), expired)) {
            found.ifPresent(RenewableCredentials::close);
            return false;
        }
        renewals++;
        current = found.get();
        close(expired);
        return true;
    }

    @Override
    public synchronized void proved() {
        renewals = 0;
    }

    private static boolean isSame(AwsCredentialsProvider found, AwsCredentialsProvider expired) {
        return found.resolveCredentials().equals(expired.resolveCredentials());
    }

    @Override
    public void close() {
        close(current);
    }

    private static void close(AwsCredentialsProvider provider) {
        if (provider instanceof AutoCloseable closeable) {
            Lazy.closeQuietly(closeable);
        }
    }
}
