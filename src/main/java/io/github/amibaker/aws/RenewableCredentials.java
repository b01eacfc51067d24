package io.github.amibaker.aws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Credentials that are looked for anew when AWS says that their session is over, and the calls that go on with what was
 * found. The SDK renews those whose end it was told; others it keeps although somebody has put new ones in their place,
 * into {@code ~/.aws/credentials} or behind a {@code credential_process}, while a bake was watched for an hour.
 */
final class RenewableCredentials implements AwsCredentialsProvider, AutoCloseable {
    /** Who calls every new session expired is believed in the end. */
    private static final int MOST = 3;

    private final Supplier<Optional<AwsCredentialsProvider>> lookup;
    private volatile AwsCredentialsProvider current;

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

    /** A client whose calls are made again when their session was over and there is another. */
    <C> C renewing(Class<C> type, C client) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getName().endsWith("Paginator")
                        // Pages are asked for later, and through this client too.
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : call(client, method, arguments)));
    }

    private Object call(Object client, Method method, Object[] arguments) throws Throwable {
        for (int renewals = 0; ; renewals++) {
            AwsCredentialsProvider before = current;
            try {
                return method.invoke(client, arguments);
            } catch (InvocationTargetException thrown) {
                boolean over = thrown.getCause() instanceof SdkException failure && Patience.isExpired(failure);
                if (!over || renewals == MOST || !isRenewed(before)) {
                    throw thrown.getCause();
                }
            }
        }
    }

    private synchronized boolean isRenewed(AwsCredentialsProvider expired) {
        if (expired != current) {
            return true;
        }
        Optional<AwsCredentialsProvider> found = lookup.get();
        if (found.isEmpty() || isSame(found.get(), expired)) {
            found.ifPresent(RenewableCredentials::close);
            return false;
        }
        current = found.get();
        close(expired);
        return true;
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
