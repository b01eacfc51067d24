package io.github.amibaker.stack;

import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/**
 * Finds stacks.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html">DescribeStacks</a>
 */
public final class StackLookup {
    private final CloudFormationClient cloudFormation;

    /** Asks this client. */
    public StackLookup(CloudFormationClient cloudFormation) {
        this.cloudFormation = cloudFormation;
    }

    /** The stack that holds this name now; a deleted one holds it no more. */
    public Optional<Stack> byName(String name) {
        return describe(name).filter(stack -> !stack.status().isDeleted());
    }

    /** The stack with this ARN, deleted ones too for as long as CloudFormation remembers them (90 days). */
    public Optional<Stack> byArn(String arn) {
        return describe(arn);
    }

    private Optional<Stack> describe(String nameOrArn) {
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
