package io.github.amibaker.aws;

import io.github.amibaker.advice.AwsAdvice;
import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Cures;
import io.github.amibaker.advice.Fault;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/** Turns what the AWS SDK throws into the one exception a user sees. */
public final class Failures {
    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "UnauthorizedAccess",
            "Client.UnauthorizedOperation");
    private static final Set<String> UNKNOWN_KEY = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "AuthFailure",
            "InvalidAccessKeyId",
            "MissingAuthenticationToken");

    private static final List<String> KNOWN_REGIONS = Region.regions().stream()
            .filter(region -> !region.isGlobalRegion())
            .map(Region::id)
            .toList();

    private final Optional<URI> endpoint;
    private final String region;

    /**
     * What texts tell about where AWS was reached.
     *
     * @param endpoint the endpoint the user set
     * @param region the region in use
     */
    public Failures(Optional<URI> endpoint, String region) {
        this.endpoint = endpoint;
        this.region = region;
    }

    /**
     * The exception for the user: AWS's own message once, with code and request id, and what to do.
     *
     * @param action what was called, in IAM's words, such as {@code ec2:DescribeImages}
     */
    public BakeException of(String action, SdkException failure) {
        Optional<Fault> credentials = CredentialsRefused.fault(failure);
        if (credentials.isPresent()) {
            return BakeException.user(
                    credentials.get().what(), credentials.get().mend(), failure);
        }
        if (failure instanceof AwsServiceException answer) {
            return ofAnswer(action, answer);
        }
        return ofClient(action, failure);
    }

    /** AWS's error code, such as {@code InvalidAMIID.NotFound}; empty when AWS did not answer. */
    public static String code(SdkException failure) {
        if (failure instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && answer.awsErrorDetails().errorCode() != null) {
            return answer.awsErrorDetails().errorCode();
        }
        return "";
    }

    /** AWS's own words, without codes and ids, and without the parts that could hold a session token. */
    public static String message(SdkException failure) {
        String message = failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                ? answer.awsErrorDetails().errorMessage()
                : failure.getMessage();
        if (message == null || message.isBlank()) {
            return "no message";
        }
        int canonical = message.indexOf("The Canonical String");
        return (canonical > 0 ? message.substring(0, canonical) : message).strip();
    }

    /** Whether AWS refused because the caller may not do this. */
    public static boolean isDenied(SdkException failure) {
        return DENIED.contains(code(failure));
    }

    private BakeException ofAnswer(String action, AwsServiceException answer) {
        String code = code(answer);
        String message = AwsAdvice.answered(
                action, message(answer), code.isEmpty() ? "HTTP " + answer.statusCode() : code, answer.requestId());
        if (Patience.isExpired(answer)) {
            return BakeException.user(message, AwsAdvice.expired(), answer);
        }
        Optional<String> cure = Cures.of(code + ": " + message(answer), "the same command");
        if (cure.isPresent()) {
            return BakeException.user(message, cure.get(), answer);
        }
        if (DENIED.contains(code)) {
            return BakeException.user(message, AwsAdvice.denied(action), answer);
        }
        if (UNKNOWN_KEY.contains(code)) {
            return BakeException.user(message, AwsAdvice.unknownKey(region), answer);
        }
        if (answer.isClockSkewException() || code.equals("SignatureDoesNotMatch")) {
            return BakeException.user(message, AwsAdvice.badSignature(), answer);
        }
        if (code.equals("OptInRequired")) {
            return BakeException.user(message, AwsAdvice.optIn(region), answer);
        }
        if (Patience.isThrottling(answer)) {
            return BakeException.machinery(message, AwsAdvice.throttled(), answer);
        }
        if (answer.statusCode() == 407) {
            return BakeException.user(message, AwsAdvice.proxyRefused(), answer);
        }
        if (code.isEmpty() && endpoint.isPresent()) {
            return BakeException.user(message, AwsAdvice.notAws(shown(endpoint.get())), answer);
        }
        if (answer.statusCode() >= 500) {
            return BakeException.machinery(message, AwsAdvice.brokenInside(), answer);
        }
        return BakeException.user(message, AwsAdvice.refused(), answer);
    }

    private BakeException ofClient(String action, SdkException failure) {
        if (failure instanceof AbortedException) {
            return BakeException.user(AwsAdvice.interrupted(action), AwsAdvice.goOn(), failure);
        }
        Throwable root = Patience.root(failure);
        if (root instanceof UnknownHostException) {
            String message = AwsAdvice.unreached(action, "the host " + root.getMessage() + " is not known");
            return BakeException.user(
                    message,
                    endpoint.map(uri -> AwsAdvice.endpoint(shown(uri)))
                            .orElseGet(() -> AwsAdvice.unknownHost(region, KNOWN_REGIONS)),
                    failure);
        }
        if (Patience.isNetwork(root)) {
            String message = AwsAdvice.unreached(action, String.valueOf(root.getMessage()));
            return endpoint.map(uri -> BakeException.user(message, AwsAdvice.endpoint(shown(uri)), failure))
                    .orElseGet(() -> BakeException.machinery(message, AwsAdvice.network(), failure));
        }
        if (root instanceof SSLException) {
            String message = AwsAdvice.unreached(action, String.valueOf(root.getMessage()));
            return BakeException.user(message, AwsAdvice.certificates(), failure);
        }
        String message = AwsAdvice.failed(action, message(failure));
        if (message.contains("407")) {
            return BakeException.user(message, AwsAdvice.proxyRefused(), failure);
        }
        if (message.toLowerCase(Locale.ROOT).contains("expired")) {
            return BakeException.user(message, AwsAdvice.expired(), failure);
        }
        if (message.toLowerCase(Locale.ROOT).contains("credentials")) {
            return BakeException.user(message, AwsAdvice.credentials(), failure);
        }
        return BakeException.machinery(message, AwsAdvice.brokenInside(), failure);
    }

    /** An endpoint without the name and password somebody may have written into it. */
    private static String shown(URI endpoint) {
        return endpoint.getUserInfo() == null
                ? endpoint.toString()
                : endpoint.toString().replace(endpoint.getRawUserInfo() + "@", "");
    }
}
