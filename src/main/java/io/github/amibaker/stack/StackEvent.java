package io.github.amibaker.stack;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that happened to a stack or to a resource in it.
 *
 * @param id unique; the same event read twice has the same
 * @param time when it happened, by CloudFormation's clock
 * @param logicalId the resource's name in the template
 * @param physicalId the resource's name in AWS, empty until it has one
 * @param reason CloudFormation's words, as they came
 * @param ofStack whether it is about the stack itself
 */
public record StackEvent(
        String id,
        Instant time,
        String logicalId,
        Optional<String> physicalId,
        String type,
        StackStatus status,
        Optional<String> reason,
        boolean ofStack) {

    /** Type of the resource a builder is. */
    public static final String INSTANCE = "AWS::EC2::Instance";

    /** Type of the resource that waits for the builder's signal. */
    public static final String WAIT_CONDITION = "AWS::CloudFormation::WaitCondition";

    private static final Pattern CANCELLED = Pattern.compile("^Resource (creation|update|deletion) cancelled");

    static StackEvent of(software.amazon.awssdk.services.cloudformation.model.StackEvent event) {
        return new StackEvent(
                event.eventId(),
                event.timestamp(),
                event.logicalResourceId(),
                Optional.ofNullable(event.physicalResourceId()).filter(id -> !id.isEmpty()),
                event.resourceType(),
                new StackStatus(event.resourceStatusAsString()),
                Optional.ofNullable(event.resourceStatusReason()).filter(reason -> !reason.isBlank()),
                event.stackId().equals(event.physicalResourceId()));
    }

    /** Whether a resource failed, and not only because another one did before. */
    public boolean isOwnFailure() {
        return !ofStack && status.isFailure() && !isCancelled();
    }

    /** Whether a resource was given up because another one failed. */
    public boolean isCancelled() {
        return status.isFailure()
                && reason.filter(text -> CANCELLED.matcher(text).find()).isPresent();
    }

    /** Whether it is about a builder. */
    public boolean isOfInstance() {
        return type.equals(INSTANCE);
    }

    /** Whether it is about what waits for the builder's signal. */
    public boolean isOfWaitCondition() {
        return type.equals(WAIT_CONDITION);
    }

    /** Whether it is about a resource that a function makes. */
    public boolean isOfCustomResource() {
        return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource");
    }
}
