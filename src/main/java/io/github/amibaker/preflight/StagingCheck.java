package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.StagingAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Staging;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether the bucket that the user named can be staged in. */
final class StagingCheck {
    private final AwsClients clients;
    private final Asking asking;

    StagingCheck(AwsClients clients, Asking asking) {
        this.clients = clients;
        this.asking = asking;
    }

    void find(BakeRequest request, Faults faults) {
        Staging staging = request.staging();
        if (!staging.needed() || staging.bucket().isEmpty()) {
            return;
        }
        String bucket = staging.bucket().get();
        try {
            clients.s3().client().headBucket(head -> head.bucket(bucket));
        } catch (S3Exception e) {
            if (e.statusCode() == 403) {
                // who may put into it need not be allowed to look
                asking.leftOut("s3:ListBucket (" + bucket + ")");
                return;
            }
            faults.add(StagingAdvice.noSuchBucket(
                    bucket, StagingAdvice.why(e.statusCode(), String.valueOf(e.getMessage()))));
        }
    }
}
