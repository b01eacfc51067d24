package io.github.amibaker.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.aws.Answers;
import io.github.amibaker.stack.FakeCloudFormation;
import io.github.amibaker.stack.FakeTime;
import io.github.amibaker.stack.RecordingConsole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** What is asked before a stack is created. */
class CreationChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final String BASE = "ami-0123456789abcdef0";

    private final CloudOfTests cloud = new CloudOfTests();
    private final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    private final RequestOfTests request = new RequestOfTests();
    private final RecordingConsole console = new RecordingConsole();
    private final Faults faults = new Faults();

    @Test
    void nothingIsWrongWithWhatFits() {
        request.subnets = List.of("subnet-1");
        check();
        assertThat(faults.list()).isEmpty();
        assertThat(console.warnings).isEmpty();
    }

    @Test
    void theTemplateIsAskedForOnceAndATypeThatIsKnownNotAgain() {
        request.types = List.of("t3.small");
        request.subnets = List.of("subnet-1");
        check();
        assertThat(cloud.calls())
                .containsExactlyInAnyOrder(
                        "GetCallerIdentity",
                        "DescribeImages",
                        "DescribeInstanceTypes",
                        "DescribeSubnets",
                        "DescribeInstanceTypeOfferings");
        assertThat(cloudFormation.calls).containsExactly("ValidateTemplate");
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                image("needs the Elastic Network Adapter", i -> i.enaSupport(null)),
                image("needs the Elastic Network Adapter", i -> i.enaSupport(false)),
                type(
                        "boots by legacy-bios, but the base image ami-0123456789abcdef0 needs uefi",
                        t -> t.supportedBootModesWithStrings("legacy-bios"),
                        i -> i.bootMode("uefi")),
                type(
                        "boots by uefi, but",
                        t -> t.supportedBootModesWithStrings("uefi"),
                        i -> i.bootMode("legacy-bios")),
                image(
                        "virtualization type hvm, but the base image " + BASE + " is paravirtual",
                        i -> i.virtualizationType("paravirtual")),
                type(
                        "root devices of type instance-store, but",
                        t -> t.supportedRootDeviceTypesWithStrings("instance-store"),
                        i -> {}),
                image("has no NitroTPM 2.0", i -> i.tpmSupport("v2.0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unfit")
    void aTypeOnWhichTheImageDoesNotBootIsAFault(
            String told, Consumer<Image.Builder> image, Consumer<InstanceTypeInfo.Builder> type) {
        cloud.ec2.images.replaceAll(one -> one.imageId().equals(BASE) ? one.copy(image) : one);
        cloud.ec2.types.replaceAll(one -> one.copy(type));
        check();
        assertFault(Parameter.INSTANCE_TYPE, "'t3.small'", told);
    }

    @Test
    void aTpmThatTheTypeHasIsNoFault() {
        cloud.ec2.images.replaceAll(one -> one.copy(i -> i.tpmSupport("v2.0")));
        cloud.ec2.types.replaceAll(one -> one.copy(t -> t.nitroTpmInfo(tpm -> tpm.supportedVersions("2.0"))));
        check();
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void whatAwsDoesNotTellIsNotHeldAgainstTheType() {
        cloud.ec2.types.replaceAll(
                one -> one.copy(t -> t.networkInfo((software.amazon.awssdk.services.ec2.model.NetworkInfo) null)
                        .supportedBootModesWithStrings(List.of())));
        check();
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void aDefaultTypeThatTheRegionDoesNotHaveIsAFault() {
        cloud.ec2.types.clear();
        check();
        assertFault(Parameter.INSTANCE_TYPE, "'t3.small' does not exist in eu-west-1");
    }

    @Test
    void aTypeThatIsNotOfferedInTheZoneOfTheSubnetIsAFault() {
        request.subnets = List.of("subnet-1");
        cloud.ec2.offerings.clear();
        check();
        assertFault(Parameter.INSTANCE_TYPE, "'t3.small' is not offered in eu-west-1a, where the subnet subnet-1 is");
    }

    @Test
    void aTemplateThatCloudFormationRefusesIsAFaultWithTheLine() {
        cloudFormation.invalid = Optional.of(FakeCloudFormation.error(
                400, "ValidationError", "Template format error: YAML not well-formed. (line 2, column 3)"));
        check("Resources:\n  Broken\n");
        assertFault(Parameter.TEMPLATE, "YAML not well-formed. (line 2, column 3)", "The line is: Broken");
    }

    @Test
    void aTemplateThatIsRefusedWithoutALineIsAFaultToo() {
        cloudFormation.invalid = Optional.of(FakeCloudFormation.error(
                400, "ValidationError", "Template format error: Unrecognized resource types: [A::B::C]"));
        check();
        assertFault(Parameter.TEMPLATE, "Unrecognized resource types: [A::B::C].");
        assertThat(faults.list().get(0).text()).doesNotContain("The line is");
    }

    @Test
    void whatTheCallerMayNotAskIsLeftOutAndToldInOneLine() {
        request.subnets = List.of("subnet-1");
        cloudFormation.invalid = Optional.of(FakeCloudFormation.error(403, "AccessDenied", "no"));
        cloud.ec2.fail("DescribeInstanceTypeOfferings", Answers.error("UnauthorizedOperation", "no", 403));
        cloud.ec2.fail("DescribeInstanceTypes", Answers.error("UnauthorizedOperation", "no", 403));
        check();
        assertThat(faults.list()).isEmpty();
        assertThat(console.info)
                .filteredOn(line -> line.startsWith("Not checked"))
                .singleElement()
                .asString()
                .endsWith("may not: cloudformation:ValidateTemplate, ec2:DescribeInstanceTypeOfferings,"
                        + " ec2:DescribeInstanceTypes.");
    }

    @Test
    void anotherFailureOfACheckEndsIt() {
        cloudFormation.invalid = Optional.of(FakeCloudFormation.error(403, "ExpiredToken", "expired"));
        assertThatThrownBy(this::check).hasMessageContaining("cloudformation:ValidateTemplate failed: expired");
    }

    @Test
    void credentialsThatEndBeforeProvisioningMayAreAFault() {
        ends(Duration.ofMinutes(29));
        check();
        assertFault(Parameter.ROLE_ARN, "end at 2026-11-23T10:29:00Z, in 29 min, but provisioning may take 30 min");
        assertThat(faults.list().get(0).text()).contains("-Dami.roleArn", "-Dami.provisionTimeout", "-Dami.profile");
    }

    @Test
    void credentialsThatEndSoonAfterProvisioningAreWarnedOf() {
        ends(Duration.ofMinutes(44));
        check();
        assertThat(faults.list()).isEmpty();
        assertThat(console.warnings).singleElement().asString().contains("in 44 min", "-Dami.roleArn");
    }

    @Test
    void credentialsThatOutliveTheBakeAreNotSpokenOf() {
        ends(Duration.ofMinutes(45));
        check();
        assertThat(console.warnings).isEmpty();
    }

    @Test
    void aServiceRoleOutlivesAllCredentials() {
        request.roleArn = Optional.of("arn:aws:iam::123456789012:role/images");
        ends(Duration.ofMinutes(1));
        check();
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void allThatIsWrongComesTogetherInTheOrderOfTheChecks() {
        request.subnets = List.of("subnet-1");
        cloud.ec2.offerings.clear();
        cloud.ec2.images.replaceAll(one -> one.copy(i -> i.enaSupport(false)));
        cloudFormation.invalid = Optional.of(FakeCloudFormation.error(400, "ValidationError", "no"));
        ends(Duration.ofMinutes(1));
        check();
        assertThat(faults.list())
                .extracting(Fault::parameter)
                .containsExactly(
                        Parameter.INSTANCE_TYPE, Parameter.INSTANCE_TYPE, Parameter.TEMPLATE, Parameter.ROLE_ARN);
    }

    private void ends(Duration left) {
        cloud.credentialsEnd = Optional.of(NOW.plus(left));
    }

    private void check() {
        check("Resources: {}");
    }

    private void check(String template) {
        Preflight preflight = new Preflight(cloud.clients(() -> cloudFormation), console, new FakeTime(NOW));
        Caller caller = preflight.caller(request.build(), faults).orElseThrow();
        preflight.resolve(request.build(), caller, faults);
        preflight.beforeCreation(request.build(), Optional.of(template), faults);
    }

    private void assertFault(Parameter parameter, String... told) {
        assertThat(faults.list()).singleElement().satisfies(fault -> {
            assertThat(fault.parameter()).isEqualTo(parameter);
            assertThat(fault.what()).contains(told);
            assertThat(fault.text()).contains(parameter.path(), parameter.property(), "run mvn ami:bake again");
        });
    }

    private static Arguments image(String told, Consumer<Image.Builder> spoil) {
        return Arguments.of(told, spoil, (Consumer<InstanceTypeInfo.Builder>) type -> {});
    }

    private static Arguments type(
            String told, Consumer<InstanceTypeInfo.Builder> spoil, Consumer<Image.Builder> image) {
        return Arguments.of(told, image, spoil);
    }
}
