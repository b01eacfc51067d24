package io.github.amibaker.stack;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.Failures;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/** Looks back at a bake that nobody watched to its end. */
public final class StackPast {
    private final CloudFormationClient cloudFormation;
    private final Failures failures;

    /** Asks this client. */
    public StackPast(CloudFormationClient cloudFormation, Failures failures) {
        this.cloudFormation = cloudFormation;
        this.failures = failures;
    }

    /**
     * What failed first when the stack was created, also while it is being deleted since.
     *
     * @throws BakeException when AWS refuses to be asked
     */
    public Optional<StackEvent> rootCause(String stackArn) {
        try {
            return RootCause.of(new StackEvents(cloudFormation, stackArn).whole());
        } catch (CloudFormationException refused) {
            if (StackLookup.saysNoSuchStack(refused)) {
                return Optional.empty();
            }
            throw failures.of("cloudformation:DescribeStackEvents", refused);
        } catch (SdkException failure) {
            throw failures.of("cloudformation:DescribeStackEvents", failure);
        }
    }
}
