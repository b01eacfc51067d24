package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RootCauseTest {

    @Test
    void theFirstFailureIsTheCause() {
        assertThat(cause(failed("Builder", "no capacity"), failed("Role", "no right")))
                .contains("no capacity");
    }

    @Test
    void whatWasCancelledIsNoCause() {
        assertThat(cause(failed("Role", "Resource creation cancelled"), failed("Builder", "no capacity")))
                .contains("no capacity");
    }

    @Test
    void aScriptThatSpeaksOfCancellingIsStillTheCause() {
        String reason = "WaitCondition received failed message: '1.sh line 2: job cancelled' for uniqueId: i-1";

        assertThat(cause(failed("Provisioned", reason))).contains(reason);
    }

    @Test
    void aStackThatGaveUpByItselfIsItsOwnCause() {
        assertThat(cause(
                        stack(0, "CREATE_IN_PROGRESS"), stack(5, "ROLLBACK_IN_PROGRESS", "The security token expired")))
                .contains("The security token expired");
    }

    @Test
    void whatTheStackSaysOfItselfIsNoCauseWhereAResourceFailed() {
        assertThat(cause(
                        stack(4, "ROLLBACK_IN_PROGRESS", "The following resource(s) failed to create: [Builder]."),
                        failed("Builder", "no capacity")))
                .contains("no capacity");
    }

    @Test
    void whatWentWellHasNoCause() {
        assertThat(cause(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE")))
                .isEmpty();
    }

    @Test
    void aHandlersWrappingIsTakenOffAndTheServicesRequestIdKept() {
        assertThat(RootCause.readable("Resource handler returned message: \"The image id '[ami-0]' does not exist"
                        + " (Service: Ec2, Status Code: 400, Request ID: 11-22) (SDK Attempt Count: 1)\""
                        + " (RequestToken: 33-44, HandlerErrorCode: NotFound)"))
                .isEqualTo("The image id '[ami-0]' does not exist (request id 11-22)");
    }

    @Test
    void aHandlersOwnMessageKeepsItsToken() {
        assertThat(RootCause.readable("Resource handler returned message: \"Model validation failed\""
                        + " (RequestToken: 33-44, HandlerErrorCode: InvalidRequest)"))
                .isEqualTo("Model validation failed (request id 33-44)");
    }

    @Test
    void theOlderFormOfAServicesMessageIsUnderstood() {
        assertThat(
                        RootCause.readable(
                                "API: ec2:RunInstances Not authorized for images: [ami-0]"
                                        + " (Service: AmazonEC2; Status Code: 400; Error Code: AuthFailure; Request ID: 11-22; Proxy: null)"))
                .isEqualTo("API: ec2:RunInstances Not authorized for images: [ami-0] (request id 11-22)");
    }

    @Test
    void aFunctionsRequestIdIsKeptOnce() {
        assertThat(RootCause.readable("Received response status [FAILED] from custom resource."
                        + " Message returned: no builder (RequestId: 0a-1b)"))
                .isEqualTo("Received response status [FAILED] from custom resource."
                        + " Message returned: no builder (request id 0a-1b)");
    }

    @Test
    void theBuildersOwnWordsAreLeftAsTheyAre() {
        String words = "WaitCondition received failed message: '1.sh line 2: \"x\" ended with exit code 1\n"
                + "(Service: S3, Status Code: 403, Request ID: 9)' for uniqueId: ami-bake";

        assertThat(RootCause.readable(words)).isEqualTo(words);
    }

    @Test
    void theFirstLineOfTheBuildersWordsIsItsOwn() {
        String words = "WaitCondition received failed message: '1.sh ended with exit code 1' for uniqueId: i-1";
        assertThat(RootCause.headline(words)).isEqualTo("1.sh ended with exit code 1");
        assertThat(RootCause.headline(words.replace("' for", "\nlog' for"))).isEqualTo("1.sh ended with exit code 1");
    }

    private static software.amazon.awssdk.services.cloudformation.model.StackEvent failed(
            String resource, String reason) {
        return event(5, resource, "T", "CREATE_FAILED", null, reason);
    }

    private static Optional<String> cause(software.amazon.awssdk.services.cloudformation.model.StackEvent... events) {
        return RootCause.of(Stream.of(events).map(StackEvent::of).toList()).flatMap(StackEvent::reason);
    }
}
