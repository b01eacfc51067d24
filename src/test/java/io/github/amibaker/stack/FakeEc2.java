package io.github.amibaker.stack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;

/** An EC2 with one console; it answers what the test queued, the last answer again and again. */
final class FakeEc2 implements Ec2Client {
    final List<GetConsoleOutputRequest> requests = new ArrayList<>();
    private final Deque<Supplier<byte[]>> answers = new ArrayDeque<>();

    FakeEc2 prints(String text) {
        return prints(text.getBytes(StandardCharsets.UTF_8));
    }

    FakeEc2 prints(byte[] bytes) {
        answers.add(() -> bytes);
        return this;
    }

    FakeEc2 refuses(int status, String code) {
        answers.add(() -> {
            throw Ec2Exception.builder()
                    .statusCode(status)
                    .message(code)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode(code)
                            .errorMessage(code)
                            .build())
                    .build();
        });
        return this;
    }

    @Override
    public GetConsoleOutputResponse getConsoleOutput(GetConsoleOutputRequest request) {
        requests.add(request);
        if (answers.isEmpty()) {
            return GetConsoleOutputResponse.builder().build();
        }
        byte[] bytes = (answers.size() > 1 ? answers.remove() : answers.element()).get();
        return GetConsoleOutputResponse.builder()
                .output(Base64.getMimeEncoder().encodeToString(bytes))
                .build();
    }

    @Override
    public String serviceName() {
        return "ec2";
    }

    @Override
    public void close() {}
}
