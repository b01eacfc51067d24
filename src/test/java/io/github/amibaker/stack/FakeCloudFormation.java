package io.github.amibaker.stack;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;

/** A CloudFormation with one stack, whose events come as the test's script says: some at each poll. */
public final class FakeCloudFormation implements CloudFormationClient {
    public static final String NAME = "ami-demo";
    public static final String ARN = "arn:aws:cloudformation:eu-central-1:123456789012:stack/ami-demo/0a1b2c3d";
    public static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");

    public final List<String> calls = new ArrayList<>();
    public final List<StackEvent> events = new ArrayList<>();
    public final Map<String, String> tags = new TreeMap<>(Map.of("ami:stack-name", NAME));
    public final Deque<Runnable> onPoll = new ArrayDeque<>();
    public final Deque<Runnable> onCreate = new ArrayDeque<>();
    /** Other stacks of the account. */
    public final List<Stack> others = new ArrayList<>();

    /** When all stacks are asked for. */
    public Runnable onList = () -> {};

    public Runnable onDelete = () -> {};
    public Optional<CreateStackRequest> created = Optional.empty();
    public Optional<String> status = Optional.empty();
    public boolean forgotten;
    public int pageSize = 100;

    /** What the stack hands over. */
    public final Map<String, String> outputs = new TreeMap<>();

    /** At the next poll that has no script yet these happen first. */
    public FakeCloudFormation then(StackEvent... happening) {
        onPoll.add(() -> happen(happening));
        return this;
    }

    /** At the next poll that has no script yet nothing new is known. */
    public FakeCloudFormation thenNothing() {
        onPoll.add(() -> {});
        return this;
    }

    public FakeCloudFormation thenFails(RuntimeException failure) {
        onPoll.add(() -> {
            throw failure;
        });
        return this;
    }

    public void happen(StackEvent... happening) {
        Collections.addAll(events, happening);
    }

    public static StackEvent event(
            int second, String logicalId, String type, String status, String physicalId, String reason) {
        return StackEvent.builder()
                .stackId(ARN)
                .stackName(NAME)
                .eventId(second + "-" + logicalId + "-" + status)
                .timestamp(BEGIN.plusSeconds(second))
                .logicalResourceId(logicalId)
                .physicalResourceId(physicalId)
                .resourceType(type)
                .resourceStatus(status)
                .resourceStatusReason(reason)
                .build();
    }

    public static StackEvent stack(int second, String status) {
        return stack(second, status, null);
    }

    public static StackEvent stack(int second, String status, String reason) {
        return event(second, NAME, "AWS::CloudFormation::Stack", status, ARN, reason);
    }

    public static StackEvent theBuilder(int second, String status) {
        return event(second, "Builder", "AWS::EC2::Instance", status, "i-0abc", null);
    }

    public static StackEvent provisioned(int second, String status, String reason) {
        return event(second, "Provisioned", "AWS::CloudFormation::WaitCondition", status, null, reason);
    }

    public static CloudFormationException error(int statusCode, String code, String message) {
        return (CloudFormationException) CloudFormationException.builder()
                .statusCode(statusCode)
                .requestId("req-1")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .message(message)
                .build();
    }

    /** What ValidateTemplate says; nothing: the template is well. */
    public Optional<RuntimeException> invalid = Optional.empty();

    @Override
    public ValidateTemplateResponse validateTemplate(ValidateTemplateRequest request) {
        synchronized (calls) {
            calls.add("ValidateTemplate");
        }
        invalid.ifPresent(failure -> {
            throw failure;
        });
        return ValidateTemplateResponse.builder().build();
    }

    @Override
    public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
        calls.add("DescribeStackEvents " + request.stackName());
        if (request.nextToken() == null && !onPoll.isEmpty()) {
            onPoll.remove().run();
        }
        List<StackEvent> newestFirst = new ArrayList<>(events);
        Collections.reverse(newestFirst);
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        int to = Math.min(newestFirst.size(), from + pageSize);
        return DescribeStackEventsResponse.builder()
                .stackEvents(newestFirst.subList(from, to))
                .nextToken(to < newestFirst.size() ? String.valueOf(to) : null)
                .build();
    }

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
        if (request.stackName() == null) {
            return list(request);
        }
        calls.add("DescribeStacks " + request.stackName());
        if (forgotten || (status.isEmpty() && events.isEmpty())) {
            throw error(400, "ValidationError", "Stack with id " + request.stackName() + " does not exist");
        }
        return DescribeStacksResponse.builder().stacks(own()).build();
    }

    /** The stack, if there is one, and the others, a page each. */
    private DescribeStacksResponse list(DescribeStacksRequest request) {
        calls.add("DescribeStacks");
        onList.run();
        List<Stack> all = new ArrayList<>(others);
        if (!forgotten && (status.isPresent() || !events.isEmpty())) {
            all.add(own());
        }
        int at = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        return DescribeStacksResponse.builder()
                .stacks(all.stream().skip(at).limit(1).toList())
                .nextToken(at + 1 < all.size() ? String.valueOf(at + 1) : null)
                .build();
    }

    /** Another stack of that name and those tags. */
    public static Stack other(String name, String status, Map<String, String> tags) {
        return Stack.builder()
                .stackId("arn:aws:cloudformation:eu-central-1:123456789012:stack/" + name + "/0a1b2c3d")
                .stackName(name)
                .stackStatus(status)
                .creationTime(BEGIN)
                .tags(list(tags))
                .build();
    }

    private static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private Stack own() {
        return Stack.builder()
                .stackId(ARN)
                .stackName(NAME)
                .stackStatus(status.orElseGet(this::lastStackStatus))
                .creationTime(BEGIN)
                .outputs(outputs.entrySet().stream()
                        .map(output -> Output.builder()
                                .outputKey(output.getKey())
                                .outputValue(output.getValue())
                                .build())
                        .toList())
                .tags(list(tags))
                .build();
    }

    @Override
    public CreateStackResponse createStack(CreateStackRequest request) {
        calls.add("CreateStack " + request.stackName());
        if (!onCreate.isEmpty()) {
            onCreate.remove().run();
        }
        created = Optional.of(request);
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return CreateStackResponse.builder().stackId(ARN).build();
    }

    @Override
    public DeleteStackResponse deleteStack(DeleteStackRequest request) {
        calls.add("DeleteStack " + request.stackName()
                + (request.hasRetainResources() ? " retaining " + request.retainResources() : ""));
        onDelete.run();
        return DeleteStackResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "cloudformation";
    }

    @Override
    public void close() {}

    private String lastStackStatus() {
        return events.stream()
                .filter(event -> event.stackId().equals(event.physicalResourceId()))
                .reduce((first, second) -> second)
                .orElseThrow()
                .resourceStatusAsString();
    }
}
