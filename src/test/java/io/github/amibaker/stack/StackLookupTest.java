package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.NAME;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.Failures;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;

class StackLookupTest {
    private static final Failures FAILURES = new Failures(Optional.empty(), "eu-central-1");

    private final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    private final StackLookup lookup = new StackLookup(cloudFormation, FAILURES);

    @Test
    void aNameThatNoStackHoldsIsNoError() {
        assertThat(lookup.byName(NAME)).isEmpty();
    }

    @Test
    void aDeletedStackHoldsItsNameNoMore() {
        cloudFormation.happen(stack(0, "DELETE_COMPLETE"));

        assertThat(lookup.byName(NAME)).isEmpty();
    }

    @Test
    void aDeletedStackIsFoundByItsArn() {
        cloudFormation.happen(stack(0, "DELETE_COMPLETE"));

        assertThat(lookup.byArn(ARN).orElseThrow().status().isDeleted()).isTrue();
    }

    @Test
    void aStackWithoutTheTagIsNotOurs() {
        cloudFormation.happen(stack(0, "CREATE_COMPLETE"));
        cloudFormation.tags.clear();

        assertThat(lookup.byName(NAME).orElseThrow().isOurs()).isFalse();
    }

    @Test
    void aRefusalIsToldInAwssWords() {
        FakeCloudFormationThatRefuses refusing = new FakeCloudFormationThatRefuses();

        assertThatThrownBy(() -> new StackLookup(refusing, FAILURES).byName(NAME))
                .isInstanceOf(BakeException.class)
                .hasMessageContaining("cloudformation:DescribeStacks")
                .hasMessageContaining("not authorized");
    }

    private static final class FakeCloudFormationThatRefuses
            implements software.amazon.awssdk.services.cloudformation.CloudFormationClient {
        @Override
        public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
            throw FakeCloudFormation.error(403, "AccessDenied", "not authorized");
        }

        @Override
        public String serviceName() {
            return "cloudformation";
        }

        @Override
        public void close() {}
    }
}
