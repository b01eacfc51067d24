package io.github.amibaker.aws;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Which failures pass when the same call is made a little later, and which do not. */
public final class Patience {
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
    private static final Set<String> THROTTLED = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestLimitExceeded",
            "TooManyRequestsException",
            "SlowDown",
            "PriorRequestNotComplete",
            "BandwidthLimitExceeded",
            "EC2ThrottledException");

    /** How the SDK begins to tell that it could not read an answer. */
    private static final String CUT = "Unable to unmarshall response";

    private Patience() {}

    /** Whether AWS asked to slow down. */
    public static boolean isThrottling(SdkException failure) {
        return THROTTLED.contains(Failures.code(failure))
                || (failure instanceof AwsServiceException answer && answer.statusCode() == 429);
    }

    /**
     * Whether the same call may succeed a little later: throttling, a fault inside AWS, a dropped connection. Who
     * watches a bake goes on watching then, for a bounded time; the bake itself does not notice.
     */
    public static boolean isTransient(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return isThrottling(failure) || answer.statusCode() >= 500 || isCut(failure);
        }
        return failure instanceof SdkClientException
                && (isNetwork(root(failure)) || isCut(failure) || failure instanceof ApiCallAttemptTimeoutException);
    }

    /** Whether an answer began and could not be read to its end: the connection broke in the middle of it. */
    static boolean isCut(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return Failures.code(failure).isEmpty()
                    && header(failure, "Content-Length")
                            .filter(length -> length.matches("\\d{1,9}"))
                            .filter(length -> read(answer) < Integer.parseInt(length))
                            .isPresent();
        }
        return failure instanceof SdkClientException
                && String.valueOf(failure.getMessage()).startsWith(CUT);
    }

    private static int read(AwsServiceException answer) {
        SdkBytes raw = answer.awsErrorDetails().rawResponse();
        return raw == null ? 0 : raw.asByteArrayUnsafe().length;
    }

    /** Whether the session with which the call was signed is over. */
    static boolean isExpired(SdkException failure) {
        return EXPIRED.contains(Failures.code(failure));
    }

    static boolean isNetwork(Throwable root) {
        return root instanceof ConnectException
                || root instanceof NoRouteToHostException
                || root instanceof UnknownHostException
                || root instanceof SocketTimeoutException
                || root instanceof SocketException
                || root instanceof EOFException;
    }

    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static Optional<String> header(SdkException failure, String name) {
        return failure instanceof AwsServiceException answer
                        && answer.awsErrorDetails() != null
                        && answer.awsErrorDetails().sdkHttpResponse() != null
                ? answer.awsErrorDetails().sdkHttpResponse().firstMatchingHeader(name)
                : Optional.empty();
    }
}
