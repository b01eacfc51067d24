package io.github.amibaker.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An endpoint that answers GetCallerIdentity, after the answers that a test puts before. */
final class HttpCloud implements AutoCloseable {
    private static final String CALLER = "<GetCallerIdentityResponse><GetCallerIdentityResult>"
            + "<Arn>arn:aws:iam::123456789012:user/me</Arn><Account>123456789012</Account><UserId>AIDA</UserId>"
            + "</GetCallerIdentityResult></GetCallerIdentityResponse>";

    private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

    /** Answers to the next requests: a status and a body. */
    final Deque<Answer> before = new ArrayDeque<>();
    /** What was asked, as {@code POST http://… Header: value}. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private final AtomicInteger sessions = new AtomicInteger();
    private final HttpServer server;

    record Answer(int status, String body) {
        static Answer error(int status, String code) {
            return error(status, code, code + " it is.");
        }

        static Answer error(int status, String code, String message) {
            return new Answer(
                    status,
                    "<ErrorResponse><Error><Code>" + code + "</Code><Message>" + message
                            + "</Message></Error><RequestId>req-9</RequestId></ErrorResponse>");
        }

        /** The connection stays open without an answer. */
        static Answer never() {
            return new Answer(-1, "");
        }

        /** As EC2 writes it. */
        static Answer errorOfEc2(int status, String code) {
            return new Answer(
                    status,
                    "<Response><Errors><Error><Code>" + code + "</Code><Message>" + code
                            + " it is.</Message></Error></Errors><RequestID>req-9</RequestID></Response>");
        }

        /** The connection is closed without an answer. */
        static Answer dropped() {
            return new Answer(0, "");
        }
    }

    HttpCloud() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + " "
                + exchange.getRequestHeaders().entrySet());
        Answer answer = before.isEmpty() ? new Answer(200, body(body)) : before.remove();
        if (answer.status() == -1) {
            return;
        }
        if (answer.status() == 0) {
            exchange.close();
            return;
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String body(String request) {
        Matcher action = ACTION.matcher(request);
        String name = action.find() ? action.group(1) : "";
        return switch (name) {
            case "AssumeRole", "AssumeRoleWithWebIdentity" ->
                session(
                        name,
                        "ASIAROLE" + sessions.incrementAndGet(),
                        "<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn>"
                                + "<AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser>");
            case "GetSessionToken" -> session(name, "ASIAMFA", "");
            default -> CALLER;
        };
    }

    private static String session(String action, String key, String rest) {
        return "<" + action + "Response><" + action + "Result><Credentials><AccessKeyId>" + key + "</AccessKeyId>"
                + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>" + rest
                + "</" + action + "Result></" + action + "Response>";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
