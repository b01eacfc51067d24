package io.github.amibaker.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/** An endpoint on whose wire everything goes wrong that a test asks for; when nothing is left to, it answers. */
final class Wire implements AutoCloseable {
    static final String CALLER = "<GetCallerIdentityResponse><GetCallerIdentityResult>"
            + "<Arn>arn:aws:iam::123456789012:user/me</Arn><Account>123456789012</Account><UserId>AIDA</UserId>"
            + "</GetCallerIdentityResult></GetCallerIdentityResponse>";

    /** What the next connections come to. */
    final Deque<Fate> fates = new ConcurrentLinkedDeque<>();
    /** The heads of the requests that came, in lower case. */
    final List<String> heads = Collections.synchronizedList(new ArrayList<>());

    private final ServerSocket server;
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
    private final String answer;

    /** What is done with a request. */
    interface Fate {
        void befall(Socket socket, String answer) throws IOException, InterruptedException;
    }

    Wire(String answer) {
        this.answer = answer;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Nothing ever comes. */
    static Fate silence() {
        return (socket, answer) -> {};
    }

    /** The headers come, and nothing after them. */
    static Fate headersOnly() {
        return (socket, answer) -> send(socket, head(200, answer, ""));
    }

    /** A byte comes now and then. */
    static Fate trickle() {
        return (socket, answer) -> {
            send(socket, head(200, answer, ""));
            for (byte one : answer.getBytes(StandardCharsets.UTF_8)) {
                Thread.sleep(100);
                send(socket, Character.toString(one));
            }
        };
    }

    /** Half of the body comes, then a reset. */
    static Fate reset() {
        return (socket, answer) -> {
            send(socket, head(200, answer, "") + answer.substring(0, answer.length() / 2));
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /** Half of the body comes, and then the end. */
    static Fate cut() {
        return (socket, answer) -> {
            send(socket, head(200, answer, "") + answer.substring(0, answer.length() / 2));
            socket.close();
        };
    }

    /** Half of an error, then a reset. */
    static Fate resetError(int status, String body) {
        return (socket, answer) -> {
            send(socket, head(status, body, "") + body.substring(0, body.length() / 2));
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /** An error, with headers of its own. */
    static Fate error(int status, String body, String... headers) {
        return (socket, answer) -> send(socket, head(status, body, String.join("\r\n", headers)) + body);
    }

    /** A date as HTTP writes it, so far from now. */
    static String date(Duration ahead) {
        return "Date: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plus(ahead));
    }

    private static void answered(Socket socket, String answer) throws IOException {
        send(socket, head(200, answer, "") + answer);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                // In the order in which they came, whichever thread is the first.
                Fate fate = Optional.ofNullable(fates.poll()).orElse(Wire::answered);
                Thread thread = new Thread(() -> serve(socket, fate), "wire-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket, Fate fate) {
        try {
            heads.add(readRequest(socket.getInputStream()));
            fate.befall(socket, answer);
        } catch (IOException gone) {
            // the client had enough
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        if (at >= 0) {
            in.readNBytes(Integer.parseInt(lower.substring(at + 16, lower.indexOf("\r\n", at))));
        }
        return lower;
    }

    private static String head(int status, String body, String headers) {
        return "HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n"
                + (headers.isEmpty() ? "" : headers + "\r\n") + "\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
