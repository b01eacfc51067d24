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
import software.amazon.awssdk.services.ec2.model.DescribeSpotInstanceRequestsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotInstanceRequestsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.SpotInstanceRequest;

/** An EC2 with one console, which says what the test queued, the last of it again and again; and with one spot request. */
final class FakeEc2 implements Ec2Client {
    final List<GetConsoleOutputRequest> requests = new ArrayList<>();
    /** Ids of those that were asked for. */
    final List<String> spotRequests = new ArrayList<>();

    private final Deque<Supplier<byte[]>> answers = new ArrayDeque<>();
    private final Deque<Supplier<String>> spotStatuses = new ArrayDeque<>();

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

    /** The status at the next look, fulfilled where nothing is queued. */
    FakeEc2 spotRequestIs(String status) {
        spotStatuses.add(() -> status);
        return this;
    }

    FakeEc2 refusesSpotRequests(RuntimeException failure) {
        spotStatuses.add(() -> {
            throw failure;
        });
        return this;
    }

    @Override
    public DescribeSpotInstanceRequestsResponse describeSpotInstanceRequests(
            DescribeSpotInstanceRequestsRequest request) {
        request.filters().stream()
                .filter(filter -> filter.name().equals("spot-instance-request-id"))
                .forEach(filter -> spotRequests.addAll(filter.values()));
        String code =
                spotStatuses.isEmpty() ? "fulfilled" : spotStatuses.remove().get();
        return DescribeSpotInstanceRequestsResponse.builder()
                .spotInstanceRequests(SpotInstanceRequest.builder()
                        .status(status -> status.code(code))
                        .build())
                .build();
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
