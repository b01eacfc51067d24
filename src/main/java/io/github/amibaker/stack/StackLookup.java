package io.github.amibaker.stack;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.Failures;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/**
 * Finds stacks.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html">DescribeStacks</a>
 */
public final class StackLookup {
    private final CloudFormationClient cloudFormation;
    private final Failures failures;

    /** Asks this client. */
    public StackLookup(CloudFormationClient cloudFormation, Failures failures) {
        this.cloudFormation = cloudFormation;
        this.failures = failures;
    }

    /**
     * The stack that holds this name now; a deleted one holds it no more.
     *
     * @throws BakeException when AWS refuses to be asked
     */
    public Optional<Stack> byName(String name) {
        return told(name).filter(stack -> !stack.status().isDeleted());
    }

    /**
     * The stack with this ARN, deleted ones too for as long as CloudFormation remembers them (90 days).
     *
     * @throws BakeException when AWS refuses to be asked
     */
    public Optional<Stack> byArn(String arn) {
        return told(arn);
    }

    private Optional<Stack> told(String nameOrArn) {
        try {
            return describe(cloudFormation, nameOrArn);
        } catch (SdkException failure) {
            throw failures.of("cloudformation:DescribeStacks", failure);
        }
    }

    static Optional<Stack> describe(CloudFormationClient cloudFormation, String nameOrArn) {
        try {
            return cloudFormation.describeStacks(request -> request.stackName(nameOrArn)).stacks().stream()
                    .findFirst()
                    .map(Stack::of);
        } catch (CloudFormationException refused) {
            if (saysNoSuchStack(refused)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** CloudFormation has no code of its own for this: {@code ValidationError: Stack with id x does not exist}. */
    static boolean saysNoSuchStack(CloudFormationException refused) {
        return refused.statusCode() == 400
                && refused.awsErrorDetails() != null
                && String.valueOf(refused.awsErrorDetails().errorMessage()).endsWith("does not exist");
    }
}
