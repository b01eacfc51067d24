package io.github.amibaker.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailedBakeAdviceTest extends FailedBakeOfTests {
    @Test
    void aSignalsReasonIsSetOutOnLinesOfItsOwn() {
        cause(
                WAIT,
                "WaitCondition received failed message: '20-x.sh line 7: \"it's 3\" ended with exit code 3\nfoo\nbar'"
                        + " for uniqueId: ami-bake");

        assertThat(message())
                .isEqualTo("Provisioning failed: 20-x.sh line 7: \"it's 3\" ended with exit code 3\n"
                        + "The last lines of its log:\n    foo\n    bar");
    }

    @Test
    void aSignalWithoutLogIsFilledUpFromTheConsole() {
        cause(WAIT, "WaitCondition received failed message: 'out of disk' for uniqueId: x");
        builder = new FailedBake.Builder(
                Optional.of("i-1"), List.of("no space"), Optional.empty(), Optional.empty(), false);

        assertThat(message()).contains("Provisioning failed: out of disk", "    no space");
    }

    @Test
    void aScriptThatFailsIsToBeMendedAndBakedAgain() {
        cause(WAIT, "WaitCondition received failed message: 'x' for uniqueId: x");

        assertThat(advice()).contains("<configuration><provisionDirectory>, -Dami.provisionDirectory", "mvn ami:bake");
    }

    @Test
    void aTimeOutSaysWhatWasRunningAndWhichParameterAllowsMore() {
        cause(WAIT, "WaitCondition timed out. Received 0 conditions when expecting 1");
        builder = new FailedBake.Builder(
                Optional.of("i-1"), List.of("waiting"), Optional.of("script 2/3 20-x.sh"), Optional.empty(), false);

        assertThat(message())
                .contains("did not end within 1 min 30 s", "script 2/3 20-x.sh was running", "    waiting");
        assertThat(advice()).contains("<configuration><provisionTimeout>, -Dami.provisionTimeout");
    }

    @Test
    void aRebootThatNobodyExpectedComesWithWhatExpectsIt() {
        String rebooted = "the builder rebooted while 20-x.sh ran, which no script may that has no expectReboot";
        cause(WAIT, "WaitCondition received failed message: '" + rebooted + "' for uniqueId: x");
        assertThat(message()).isEqualTo("Provisioning failed: " + rebooted);
        assertThat(advice())
                .startsWith("If the script is to reboot the builder")
                .contains("<configuration><provision>, -Dami.provision", "<expectReboot>true</expectReboot>");
    }

    @Test
    void aBuilderThatEndedItselfComesWithTheParameterThatAllowsMoreInBothForms() {
        String outOfTime = "out of time after 90 s, still at 20-x.sh";
        cause(WAIT, "WaitCondition received failed message: '" + outOfTime + "\nfoo' for uniqueId: x");
        assertThat(message()).isEqualTo("Provisioning failed: " + outOfTime + "\nThe last lines of its log:\n    foo");
        assertThat(advice()).startsWith("If it only needs longer").contains("-Dami.provisionTimeout");

        cause(WAIT, "Received FAILURE signal with UniqueId i-1");
        builder = new FailedBake.Builder(
                Optional.of("i-1"), List.of(), Optional.of("script 2/3 20-x.sh"), Optional.of(outOfTime), false);
        assertThat(message()).isEqualTo("Provisioning failed: " + outOfTime);
        assertThat(advice()).startsWith("If it only needs longer").contains("-Dami.provisionTimeout");
    }

    @Test
    void aSecretThatCannotBeHadIsToBeMendedWhereItIsWritten() {
        cause(WAIT, "WaitCondition received failed message: 'secrets: A (ssm-secure:/a): no' for uniqueId: x");
        assertThat(message()).isEqualTo("Provisioning failed: secrets: A (ssm-secure:/a): no");
        assertThat(advice())
                .contains("-Dami.environment", "-Dami.instanceProfile")
                .doesNotContain("Mend the script");
    }

    @Test
    void aTimeOutOfAResourceSignalIsATimeOutToo() {
        cause(WAIT, "Failed to receive 1 resource signal(s) within the specified duration");

        assertThat(message()).contains("did not end within 1 min 30 s", "there was no builder");
    }

    @Test
    void aBuilderThatNeverSaidAnythingMayHaveNoWayOut() {
        cause(WAIT, "WaitCondition timed out. Received 0 conditions when expecting 1");
        builder = new FailedBake.Builder(Optional.of("i-1"), List.of(), Optional.empty(), Optional.empty(), false);

        assertThat(advice()).contains("NAT gateway", "-Dami.subnetId");
    }

    @Test
    void aResourceSignalsReasonIsTakenFromTheConsole() {
        cause(WAIT, "Received FAILURE signal with UniqueId i-1");
        builder = new FailedBake.Builder(
                Optional.of("i-1"),
                List.of("ami-bake: script 1/1 x", "oh no"),
                Optional.empty(),
                Optional.of("script x line 2: false (exit code 1)"),
                false);

        assertThat(message())
                .startsWith("Provisioning failed: script x line 2: false (exit code 1)")
                .contains("    oh no");
    }

    @Test
    void aResourceSignalWithoutConsoleSaysWhereReasonsAreCarried() {
        cause(WAIT, "Received FAILURE signal with UniqueId i-1");

        assertThat(message()).contains("carries no reason", "-Dami.signal", "nothing could be read from its console");
    }

    @Test
    void theFunctionsOwnReasonIsTold() {
        cause(
                "Custom::AMI",
                "Received response status [FAILED] from custom resource. Message returned: the name is taken (request id 1)");

        assertThat(message())
                .isEqualTo("The function that makes the image failed (It): the name is taken (request id 1).");
    }

    @Test
    void aNameThatIsTakenNamesTheParameterThatChangesIt() {
        cause(
                "Custom::AMI",
                "Received response status [FAILED] from custom resource. Message returned: An error occurred"
                        + " (InvalidAMIName.Duplicate) when calling the CreateImage operation: AMI name x is already in use");

        assertThat(advice()).contains("<configuration><imageName>, -Dami.imageName", "mvn ami:bake");
    }

    @Test
    void aFunctionThatDoesNotAnswerIsToBeLookedAt() {
        cause("Custom::AMI", "CloudFormation did not receive a response from your Custom Resource.");

        assertThat(advice()).contains("-Dami.onFailure=keep");
    }

    @Test
    void aBuilderThatCouldNotBeMadeIsToldInAwssWords() {
        cause("AWS::EC2::Instance", "We currently do not have sufficient t9.huge capacity (request id 1)");

        assertThat(message())
                .isEqualTo("The builder could not be made (It):"
                        + " We currently do not have sufficient t9.huge capacity (request id 1).");
        assertThat(advice()).contains("instanceType");
    }

    @Test
    void anythingElseIsToldInAwssWords() {
        cause("AWS::IAM::Role", "not authorized to perform iam:CreateRole");

        assertThat(message()).isEqualTo("It (AWS::IAM::Role) failed: not authorized to perform iam:CreateRole.");
    }

    @Test
    void aKnownCauseComesWithItsCureInsteadOfTheGeneralAdvice() {
        cause("AWS::EC2::Instance", "Not authorized for images: [ami-08c23a10b77e0835b]");

        assertThat(advice())
                .contains("may not launch ami-08c23a10b77e0835b", "-Dami.baseImage")
                .doesNotContain("Mend what AWS names");
    }

    @Test
    void aKnownCauseOfAnyResourceComesWithItsCure() {
        cause("AWS::EC2::SecurityGroup", "No default VPC for this user (request id 1)");

        assertThat(advice()).contains("-Dami.subnetId", "mvn ami:bake").doesNotContain("Mend what AWS names");
    }

    @Test
    void aKnownCauseOfTheFunctionComesWithItsCure() {
        cause(
                "Custom::AMI",
                "Received response status [FAILED] from custom resource. Message returned: An error occurred"
                        + " (ResourceLimitExceeded) when calling the CreateImage operation: quota");

        assertThat(advice()).contains("mvn ami:clean -Dami.deregister").doesNotContain("Mend what the message");
    }
}
