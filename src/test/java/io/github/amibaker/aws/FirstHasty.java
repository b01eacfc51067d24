package io.github.amibaker.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Waits for the first answer so long and no longer, and has patience with those after it. */
final class FirstHasty implements SdkHttpClient {
    private final SdkHttpClient hasty;
    private final SdkHttpClient then;
    private final AtomicBoolean asked = new AtomicBoolean();

    FirstHasty(Duration read, SdkHttpClient then) {
        this.hasty = Transport.client(Optional.empty(), read);
        this.then = then;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return (asked.getAndSet(true) ? then : hasty).prepareRequest(request);
    }

    @Override
    public void close() {
        hasty.close();
    }
}
