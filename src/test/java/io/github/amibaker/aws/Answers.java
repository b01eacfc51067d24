package io.github.amibaker.aws;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Errors as AWS answers them. */
public final class Answers {
    private Answers() {}

    /** An error of a service. */
    public static AwsServiceException error(String code, String message, int status) {
        return AwsServiceException.builder()
                .message(message)
                .requestId("req-1")
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    /** The error for something the caller named wrongly. */
    public static AwsServiceException error(String code, String message) {
        return error(code, message, 400);
    }
}
