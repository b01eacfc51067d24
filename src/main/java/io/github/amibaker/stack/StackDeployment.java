package io.github.amibaker.stack;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.request.BakeRequest.OnFailure;
import io.github.amibaker.template.RenderedTemplate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * Makes stacks.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html">CreateStack</a>
 */
public final class StackDeployment {
    private final CloudFormationClient cloudFormation;
    private final Failures failures;

    /** Collaborators of one goal. */
    public StackDeployment(CloudFormationClient cloudFormation, Failures failures) {
        this.cloudFormation = cloudFormation;
        this.failures = failures;
    }

    /**
     * Begins to create a stack; it goes on in AWS from here, watched or not.
     *
     * @param deadline when the stack is to be gone; kept in a tag of the stack, so that whoever looks can tell
     * @param onFailure whether a stack that fails is rolled back or left as it is
     * @param roleArn service role for CloudFormation; without one it works with the caller's own rights
     * @return the stack's ARN; empty when somebody took the name since it was looked up, so that it has to be looked up again
     * @throws BakeException with AWS's reason when it refuses the template or the call
     */
    public Optional<String> create(
            String name, RenderedTemplate template, Instant deadline, OnFailure onFailure, Optional<String> roleArn) {
        SortedMap<String, String> tags = new TreeMap<>(template.stackTags());
        tags.put(Stack.DEADLINE_TAG, deadline.truncatedTo(ChronoUnit.SECONDS).toString());
        CreateStackRequest.Builder request = CreateStackRequest.builder()
                .stackName(name)
                .templateBody(template.body())
                .tags(tags(tags))
                .onFailure(
                        onFailure == OnFailure.KEEP
                                ? software.amazon.awssdk.services.cloudformation.model.OnFailure.DO_NOTHING
                                : software.amazon.awssdk.services.cloudformation.model.OnFailure.ROLLBACK)
                .roleARN(roleArn.orElse(null))
                .capabilities(template.makesRoles() ? List.of(Capability.CAPABILITY_IAM) : List.of());
        try {
            try {
                return Optional.of(send(request));
            } catch (InsufficientCapabilitiesException insufficient) {
                // A template of the user's own may name its roles, which CloudFormation asks a second consent for.
                return Optional.of(send(request.capabilities(asked(insufficient))));
            }
        } catch (AlreadyExistsException taken) {
            return Optional.empty();
        } catch (SdkException failure) {
            throw failures.of("cloudformation:CreateStack", failure);
        }
    }

    /** The token lets the SDK send the same request again without making a second stack of it. */
    private String send(CreateStackRequest.Builder request) {
        return cloudFormation
                .createStack(request.clientRequestToken(token()).build())
                .stackId();
    }

    private static String token() {
        return "ami-" + UUID.randomUUID();
    }

    /** {@code Requires capabilities : [CAPABILITY_NAMED_IAM]}. */
    private static Set<Capability> asked(InsufficientCapabilitiesException insufficient) {
        Set<Capability> capabilities = EnumSet.of(Capability.CAPABILITY_IAM);
        String message = String.valueOf(insufficient.getMessage());
        Capability.knownValues().stream()
                .filter(capability -> message.contains(capability.toString()))
                .forEach(capabilities::add);
        if (capabilities.size() == 1) {
            throw insufficient;
        }
        return capabilities;
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
