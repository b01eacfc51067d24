package io.github.amibaker.stack;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** The wait condition that waits for the client to upload what is staged. */
    public static final String STAGED = "Staged";

    /** What costs nothing, or stays anyway as the image does, and is found again by the search for orphans. */
    private static final Set<String> MAY_BE_LEFT =
            Set.of("AWS::EC2::SecurityGroup", "AWS::EC2::LaunchTemplate", "AWS::Logs::LogGroup");

    /** What would launch a builder anew once the stack is gone. */
    private static final String SPOT_REQUESTS = "Custom::SpotRequests";

    /** What other credentials, or another right, would mend is not given up. */
    private static final Pattern MENDABLE =
            Pattern.compile("not authorized|AccessDenied|UnauthorizedOperation|token included in the request is");

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

    /** Whether a stack may be deleted without this resource, which could not be. */
    boolean mayBeLeft() {
        return !isOfSpotRequests()
                && (MAY_BE_LEFT.contains(type) || isOfCustomResource())
                && reason.filter(text -> MENDABLE.matcher(text).find()).isEmpty();
    }

    /** Of the events of a deletion those of the resources that are still there. */
    static List<StackEvent> notDeleted(List<StackEvent> events) {
        return events.stream()
                .filter(event -> !event.ofStack() && event.status().isDeleteFailure())
                .filter(event -> events.stream()
                        .noneMatch(later -> later.logicalId().equals(event.logicalId())
                                && later.status().isDeleted()))
                .toList();
    }

    /** Whether it is about a builder. */
    public boolean isOfInstance() {
        return type.equals(INSTANCE);
    }

    /** Whether it is about what waits for the builder's signal. */
    public boolean isOfWaitCondition() {
        return type.equals(WAIT_CONDITION);
    }

    /** Whether it is about what ends spot requests. */
    boolean isOfSpotRequests() {
        return type.equals(SPOT_REQUESTS);
    }

    /** Whether it is about a resource that a function makes. */
    public boolean isOfCustomResource() {
        return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource");
    }
}
