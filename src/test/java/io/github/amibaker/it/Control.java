package io.github.amibaker.it;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The local cloud's own routes, for one account. */
final class Control {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final String account;

    Control(URI endpoint, String account) {
        this.endpoint = endpoint;
        this.account = account;
    }

    /** What a route answers; IOException where that is no success. */
    byte[] send(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(endpoint.resolve("/_localcloud" + path + "&account=" + account))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw new IOException(
                    method + " " + path + " answered " + answer.statusCode() + ": " + text(answer.body()));
        }
        return answer.body();
    }

    byte[] get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    String read(String path) throws IOException, InterruptedException {
        return text(get(path));
    }

    static Map<String, Object> json(String line) {
        try {
            return JSON.std.mapFrom(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
