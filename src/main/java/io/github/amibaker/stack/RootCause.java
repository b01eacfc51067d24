package io.github.amibaker.stack;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what failed first among all that failed because of it. */
public final class RootCause {
    private static final Pattern HANDLER = Pattern.compile(
            "^Resource handler returned message: \"(.*)\" \\(RequestToken: ([^,)]+)(?:, HandlerErrorCode: [^)]*)?\\)$",
            Pattern.DOTALL);
    private static final Pattern SERVICE = Pattern.compile("\\s*\\(Service: [^()]*?Request ID: ([^;,)]+)[^()]*\\)");
    private static final Pattern ATTEMPTS = Pattern.compile("\\s*\\(SDK Attempt Count: \\d+\\)");
    private static final Pattern FUNCTION_REQUEST = Pattern.compile("\\s*\\(RequestId: ([0-9a-fA-F-]+)\\)$");

    /** What follows are the builder's own words, in which nothing is AWS's. */
    private static final String SIGNALLED = "WaitCondition received failed message: '";

    private static final Pattern SIGNALLER = Pattern.compile("' for uniqueId: \\S+$");

    private RootCause() {}

    /**
     * The first failure of a resource that was not cancelled; if there is none, why the stack itself gave up.
     *
     * @param events of one operation, oldest first
     */
    public static Optional<StackEvent> of(List<StackEvent> events) {
        return events.stream()
                .filter(StackEvent::isOwnFailure)
                .findFirst()
                .or(() -> events.stream()
                        .filter(event -> event.ofStack() && event.status().isFailure())
                        .filter(event -> event.reason().isPresent())
                        .findFirst());
    }

    /**
     * A reason without what only machines read: AWS's message, and the request's id once, at its end.
     *
     * @param reason as it stands in the event
     */
    public static String readable(String reason) {
        String text = reason.strip();
        if (text.startsWith(SIGNALLED)) {
            return text;
        }
        String request = "";
        Matcher handler = HANDLER.matcher(text);
        if (handler.find()) {
            text = handler.group(1);
            request = handler.group(2);
        }
        text = ATTEMPTS.matcher(text).replaceAll("");
        Matcher service = SERVICE.matcher(text);
        if (service.find()) {
            request = service.group(1).strip();
            text = service.replaceAll("");
        }
        Matcher function = FUNCTION_REQUEST.matcher(text);
        if (function.find()) {
            request = function.group(1);
            text = function.replaceAll("");
        }
        return request.isEmpty() ? text : text + " (request id " + request + ")";
    }

    /** The first line of a reason, which is what fits a log; of a signal's reason the builder's first line. */
    public static String headline(String reason) {
        String text = readable(reason);
        String own = text.startsWith(SIGNALLED)
                ? SIGNALLER.matcher(text.substring(SIGNALLED.length())).replaceFirst("")
                : text;
        return own.lines().findFirst().orElse(own);
    }
}
