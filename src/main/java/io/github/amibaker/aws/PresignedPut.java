package io.github.amibaker.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Puts a text to an address that AWS presigned. The address lets whoever has it do the same: it is in no message. */
public final class PresignedPut {
    private final SdkHttpClient http;

    /** Puts by this client. */
    public PresignedPut(SdkHttpClient http) {
        this.http = http;
    }

    /**
     * Puts it once.
     *
     * @throws IOException when it was not taken; with what was answered, without the address
     */
    public void put(URI address, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.PUT)
                .uri(address)
                .putHeader("Content-Type", "")
                .putHeader("Content-Length", String.valueOf(body.length))
                .build();
        HttpExecuteRequest whole = HttpExecuteRequest.builder()
                .request(request)
                .contentStreamProvider(
                        ContentStreamProvider.fromInputStreamSupplier(() -> new ByteArrayInputStream(body)))
                .build();
        HttpExecuteResponse answer;
        try {
            answer = http.prepareRequest(whole).call();
        } catch (IOException e) {
            throw new IOException(e.getClass().getSimpleName()); // its message may hold the address
        }
        answer.responseBody().ifPresent(Lazy::closeQuietly);
        if (!answer.httpResponse().isSuccessful()) {
            throw new IOException("HTTP " + answer.httpResponse().statusCode());
        }
    }
}
