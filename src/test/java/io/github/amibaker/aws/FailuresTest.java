package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.BakeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

class FailuresTest {
    private final Failures real = new Failures(Optional.empty(), "eu-west-1");
    private final Failures emulated =
            new Failures(Optional.of(URI.create("http://me:secret@127.0.0.1:4566")), "eu-west-1");

    @Test
    void showsAwsMessageOnceWithCodeAndRequestId() {
        BakeException shown =
                real.of("ec2:DescribeImages", Answers.error("InvalidParameterValue", "Value (x) is invalid."));
        assertThat(shown)
                .hasMessage(
                        "ec2:DescribeImages failed: Value (x) is invalid. (InvalidParameterValue, request id req-1)");
        assertThat(shown.text().split("is invalid", -1)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "UnauthorizedOperation, 403, USER, IAM right ec2:X",
        "AccessDenied, 403, USER, IAM right ec2:X",
        "AccessDeniedException, 400, USER, IAM right ec2:X",
        "ExpiredToken, 403, USER, expired",
        "ExpiredTokenException, 400, USER, expired",
        "InvalidClientTokenId, 403, USER, does not know this access key",
        "UnrecognizedClientException, 400, USER, does not know this access key",
        "AuthFailure, 401, USER, enabled for the account",
        "SignatureDoesNotMatch, 403, USER, clock",
        "RequestTimeTooSkewed, 403, USER, clock",
        "OptInRequired, 403, USER, enable the region eu-west-1",
        "Throttling, 400, MACHINERY, slow down",
        "RequestLimitExceeded, 503, MACHINERY, slow down",
        "InternalFailure, 500, MACHINERY, fault of AWS",
        "ValidationError, 400, USER, Mend what AWS's message names",
    })
    void advisesByCode(String code, int status, BakeException.Kind kind, String advice) {
        BakeException shown = real.of("ec2:X", Answers.error(code, "text", status));
        assertThat(shown.kind()).isEqualTo(kind);
        assertThat(shown.advice()).contains(advice);
    }

    @Test
    void aKnownCauseComesWithItsCure() {
        String text = "In order to use this AWS Marketplace product you need to accept terms and subscribe. To do so"
                + " please visit https://aws.amazon.com/marketplace/pp?sku=8esk90vx7v713sa0muq2skw3j";
        assertThat(real.of("ec2:RunInstances", Answers.error("OptInRequired", text, 401))
                        .advice())
                .contains("marketplace/pp?sku=8esk90vx7v713sa0muq2skw3j", "-Dami.baseImage", "the same command again");
    }

    @Test
    void aMissingRightIsToldWithWhoNeedsItAndOnWhat() {
        String text =
                "User: arn:aws:iam::1:user/kim is not authorized to perform: cloudformation:CreateStack on resource:"
                        + " arn:aws:cloudformation:eu-west-1:1:stack/ami-demo/* because no identity-based policy allows the"
                        + " cloudformation:CreateStack action";
        assertThat(real.of("cloudformation:CreateStack", Answers.error("AccessDenied", text, 403))
                        .advice())
                .contains("arn:aws:iam::1:user/kim needs the IAM right cloudformation:CreateStack on arn:aws:cloud");
    }

    @Test
    void aSingleSignOnThatEndedInTheMiddleIsNoFaultOfAws() {
        String text = "The SSO session associated with this profile has expired or is otherwise invalid.";
        assertThat(real.of("ec2:X", SdkClientException.create(text)).advice()).contains("aws sso login");
    }

    @Test
    void theCallersOwnExpiredSessionIsNoMatterOfTheServiceRole() {
        String text = "The security token included in the request is expired";
        assertThat(real.of("ec2:X", Answers.error("ExpiredToken", text, 403)).advice())
                .contains("Get new ones")
                .doesNotContain("roleArn");
    }

    @Test
    void theTokenInACanonicalStringIsNotShown() {
        String message = "The request signature we calculated does not match the signature you provided.\n\n"
                + "The Canonical String for this request should have been\n'POST\nx-amz-security-token:TOKEN'";
        BakeException shown = real.of("sts:X", Answers.error("SignatureDoesNotMatch", message, 403));
        assertThat(shown.text()).doesNotContain("TOKEN").contains("does not match");
    }

    @Test
    void anEndpointNobodyAnswersAtIsNamedWithoutItsPassword() {
        BakeException shown = emulated.of("sts:X", client(new ConnectException("Connection refused")));
        assertThat(shown.kind()).isEqualTo(BakeException.Kind.USER);
        assertThat(shown.text())
                .contains("Connection refused", "http://127.0.0.1:4566", "-Dami.endpoint")
                .doesNotContain("secret");
    }

    @Test
    void anAnswerThatIsNotAwsIsBlamedOnTheEndpoint() {
        AwsServiceException answer = AwsServiceException.builder()
                .statusCode(404)
                .message("Service: Ec2, Status Code: 404")
                .build();
        assertThat(emulated.of("ec2:X", answer).advice()).contains("does not speak AWS's protocol", "-Dami.endpoint");
    }

    @Test
    void aRegionThatDoesNotExistGetsTheNearestOneProposed() {
        Failures wrong = new Failures(Optional.empty(), "eu-wset-1");
        BakeException shown = wrong.of("sts:X", client(new UnknownHostException("sts.eu-wset-1.amazonaws.com")));
        assertThat(shown.text()).contains("sts.eu-wset-1.amazonaws.com", "eu-west-1?", "-Dami.region");
    }

    @Test
    void aRegionThatExistsIsNotBlamedForTheNetwork() {
        BakeException shown = real.of("sts:X", client(new UnknownHostException("sts.eu-west-1.amazonaws.com")));
        assertThat(shown.advice()).contains("DNS", "proxy").doesNotContain("-Dami.region");
    }

    @Test
    void aCertificateNobodyTrustsIsExplained() {
        assertThat(real.of("sts:X", client(new SSLHandshakeException("PKIX path building failed")))
                        .advice())
                .contains("trustStore");
    }

    @Test
    void anInterruptedCallIsNoFaultOfAws() {
        BakeException shown = real.of("ec2:X", AbortedException.create("Thread was interrupted"));
        assertThat(shown.kind()).isEqualTo(BakeException.Kind.USER);
        assertThat(shown).hasMessage("Interrupted during ec2:X.");
    }

    @Test
    void aProxyThatRefusesThePasswordIsNamed() {
        IOException refused = new IOException(
                "Unable to tunnel through proxy. Proxy returns \"HTTP/1.1 407 Proxy Authentication Required\"");
        assertThat(real.of("sts:X", client(refused)).advice()).contains("proxy refused", "settings.xml", "MAVEN_OPTS");
    }

    @Test
    void whatMayPassIsTransient() {
        assertThat(Patience.isTransient(client(new ConnectException("refused"))))
                .isTrue();
        assertThat(Patience.isTransient(client(new SocketTimeoutException("read"))))
                .isTrue();
        assertThat(Patience.isTransient(client(new SocketException("Connection reset"))))
                .isTrue();
        assertThat(Patience.isTransient(Answers.error("Throttling", "Rate exceeded")))
                .isTrue();
        assertThat(Patience.isTransient(Answers.error("ServiceUnavailable", "x", 503)))
                .isTrue();
    }

    @Test
    void whatStaysIsNotTransient() {
        assertThat(Patience.isTransient(Answers.error("AccessDenied", "x", 403)))
                .isFalse();
        assertThat(Patience.isTransient(SdkClientException.create("Unable to load credentials")))
                .isFalse();
    }

    private static SdkClientException client(IOException cause) {
        return SdkClientException.create("Unable to execute HTTP request: " + cause.getMessage(), cause);
    }
}
