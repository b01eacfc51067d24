package io.github.amibaker.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.aws.Answers;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.Candidate;
import io.github.amibaker.request.Resolution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest extends Preflighted {
    @Test
    void tellsWhoCallsAndWhatTheBaseImageIs() {
        Candidate builder = new Candidate("t3.small", Optional.empty(), Optional.empty(), false);
        assertThat(resolve())
                .contains(new Resolution(
                        "123456789012",
                        "arn:aws-cn:sts::123456789012:assumed-role/Ci/me",
                        "aws-cn",
                        "eu-west-1",
                        "ami-0123456789abcdef0",
                        "al2023",
                        "/dev/xvda",
                        "x86_64",
                        Optional.empty(),
                        List.of(builder),
                        builder,
                        Map.of()));
    }

    @Test
    void saysWhoCallsInOneLine() {
        resolve();
        assertThat(console.info)
                .containsExactly("Account 123456789012, region eu-west-1, as"
                        + " arn:aws-cn:sts::123456789012:assumed-role/Ci/me.");
    }

    @Test
    void anAccountThatIsAllowedIsNoFault() {
        request.allowedAccounts = List.of("999999999999", "123456789012");
        assertThat(resolve()).isPresent();
    }

    @Test
    void anAccountThatIsNotAllowedIsAFaultAndNothingElseIsAsked() {
        request.allowedAccounts = List.of("999999999999");
        request.types = List.of("t9.huge");
        assertThat(resolve()).isEmpty();
        assertFault(Parameter.ALLOWED_ACCOUNTS, "account 123456789012 (arn:aws-cn:sts::");
        assertThat(faults.list().get(0).text()).contains("only 999999999999 is allowed", "-Dami.profile");
        assertThat(cloud.calls()).containsExactly("GetCallerIdentity");
    }

    @Test
    void needsFewCalls() {
        request.base = "ssm:/al2023";
        request.types = List.of("t3.small");
        request.subnets = List.of("subnet-1");
        request.groups = List.of("sg-1", "sg-2");
        resolve();
        assertThat(cloud.calls())
                .containsExactly(
                        "GetCallerIdentity",
                        "GetParameter",
                        "DescribeImages",
                        "DescribeInstanceTypes",
                        "DescribeSubnets",
                        "DescribeSecurityGroups");
    }

    @Test
    void followsAParameterToItsImage() {
        request.base = "ssm:/al2023";
        assertThat(resolve().orElseThrow().baseImageId()).isEqualTo("ami-0123456789abcdef0");
    }

    @Test
    void anArmImageGetsAnArmType() {
        request.base = "ssm:/al2023-arm64";
        assertThat(resolve().orElseThrow().instanceType()).isEqualTo("t4g.small");
    }

    @ParameterizedTest
    @CsvSource({
        "ssm:/nope, parameter '/nope' does not exist in eu-west-1",
        "ssm:/list, is a StringList",
        "ssm:/secret, is a SecureString",
        "ssm:/text, holds 'hello'",
        "ssm:/gone, ami-0000000000000dead (from ssm:/gone) does not exist in eu-west-1",
        "ami-0000000000000dead, ami-0000000000000dead does not exist in eu-west-1",
        "ami-0000000000000face, is in state 'pending'",
        "ami-0000000000000cafe, has no EBS root volume",
    })
    void aBaseImageThatCannotBeUsedIsAFault(String base, String text) {
        request.base = base;
        assertThat(resolve()).isEmpty();
        assertThat(faults.list()).hasSize(1);
        assertThat(faults.list().get(0).parameter()).isEqualTo(Parameter.BASE_IMAGE);
        assertThat(faults.list().get(0).what()).contains(text);
    }

    @Test
    void theValueOfASecretIsNotShown() {
        request.base = "ssm:/secret";
        resolve();
        assertThat(faults.list().get(0).text()).doesNotContain("hush");
    }

    @Test
    void aTypeThatDoesNotRunTheImageIsAFault() {
        request.types = List.of("t4g.small");
        resolve();
        assertFault(Parameter.INSTANCE_TYPE, "'t4g.small' runs arm64, but the base image is x86_64");
    }

    @Test
    void aTypeThatDoesNotExistIsAFault() {
        request.types = List.of("t9.huge");
        resolve();
        assertFault(Parameter.INSTANCE_TYPE, "'t9.huge' does not exist in eu-west-1");
    }

    @Test
    void anArchitectureWithoutDefaultTypeIsAFault() {
        request.base = "ami-00000000000000386";
        resolve();
        assertFault(Parameter.INSTANCE_TYPE, "architecture i386");
    }

    @Test
    void windowsGetsATypeWithMemoryEnough() {
        request.base = "ami-000000000000d05e0";
        request.scripts = List.of(script("10-hello.ps1", "Write-Output hello"));
        assertThat(resolve().orElseThrow().instanceType()).isEqualTo("t3.medium");
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void scriptsForLinuxOnWindowsAreAFault() {
        request.base = "ami-000000000000d05e0";
        request.scripts = List.of(script("10-hello.sh", "#!/bin/sh"));
        assertThat(resolve()).isEmpty();
        assertFault(Parameter.BASE_IMAGE, "ami-000000000000d05e0 is of Windows, which does not run 10-hello.sh");
    }

    @Test
    void scriptsForWindowsOnLinuxAreAFault() {
        request.scripts = List.of(script("10-hello.ps1", "Write-Output hello"));
        assertThat(resolve()).isEmpty();
        assertFault(Parameter.BASE_IMAGE, "is of Linux, which does not know what runs 10-hello.ps1");
    }

    private static BakeRequest.Script script(String name, String content) {
        return new BakeRequest.Script(name, Bytes.of(content));
    }

    @Test
    void oneMissingThingDoesNotHideTheOthers() {
        request.base = "ssm:/nope";
        request.types = List.of("t9.huge");
        request.subnets = List.of("subnet-9");
        request.groups = List.of("sg-9");
        resolve();
        assertThat(faults.list())
                .extracting(Fault::parameter)
                .containsExactly(
                        Parameter.BASE_IMAGE,
                        Parameter.INSTANCE_TYPE,
                        Parameter.SUBNET_ID,
                        Parameter.SECURITY_GROUP_IDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeImages",
                "DescribeInstanceTypes",
                "DescribeSubnets",
                "DescribeSecurityGroups",
                "DescribeVpcs"
            })
    void aRefusalNamesTheRightThatIsMissing(String action) {
        request.types = List.of("t3.small");
        request.groups = List.of("sg-default");
        request.subnets = action.equals("DescribeSubnets") ? List.of("subnet-1") : List.of();
        cloud.ec2.fail(action, Answers.error("UnauthorizedOperation", "You are not authorized.", 403));
        assertThatThrownBy(this::resolve)
                .isInstanceOfSatisfying(
                        BakeException.class,
                        refused -> assertThat(refused.advice()).contains("ec2:" + action));
    }

    @Test
    void credentialsThatAwsDoesNotKnowEndItAtOnce() {
        cloud.unknownCaller = true;
        assertThatThrownBy(this::resolve).hasMessageContaining("security token included in the request is invalid");
        assertThat(cloud.calls()).containsExactly("GetCallerIdentity");
    }
}
