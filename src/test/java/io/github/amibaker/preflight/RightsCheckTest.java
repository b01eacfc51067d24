package io.github.amibaker.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.stack.FakeCloudFormation;
import io.github.amibaker.stack.FakeTime;
import io.github.amibaker.stack.RecordingConsole;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.EvaluationResult;

/** What IAM's simulator says before a stack is created. */
class RightsCheckTest {
    private static final String USER = "arn:aws:iam::123456789012:user/team/kim";
    private static final String ROLE = "arn:aws:iam::123456789012:role/images";

    private final CloudOfTests cloud = new CloudOfTests();
    private final RequestOfTests request = new RequestOfTests();
    private final RecordingConsole console = new RecordingConsole();
    private final Faults faults = new Faults();

    RightsCheckTest() {
        cloud.caller = USER;
    }

    @Test
    void whoMayDoEverythingIsToldNothing() {
        check();
        assertThat(faults.list()).isEmpty();
        assertThat(cloud.iam.principals()).containsExactly(USER);
        assertThat(cloud.iam.actions())
                .contains("cloudformation:CreateStack", "ec2:RunInstances", "iam:CreateRole", "lambda:InvokeFunction");
        assertThat(console.info).hasSize(1);
    }

    @Test
    void whatABakeDoesWithoutIsNotAskedFor() {
        check();
        assertThat(cloud.iam.actions())
                .doesNotContain("iam:SimulatePrincipalPolicy", "ec2:DescribeSnapshots", "cloudformation:ListStacks");
    }

    @Test
    void theQuestionBringsResourcesAndContextAlong() {
        check();
        var question = cloud.iam.about("ec2:TerminateInstances");
        assertThat(question.resourceArns()).containsExactly("arn:aws:ec2:eu-west-1:123456789012:instance/*");
        assertThat(question.contextEntries())
                .extracting(entry -> entry.contextKeyName() + " = " + entry.contextKeyValues())
                .containsExactly("aws:RequestedRegion = [eu-west-1]", "aws:ResourceTag/ami:stack-name = [ami-g-a-1]");
    }

    @Test
    void aRightThatIsMissingIsAFaultWithActionAndArn() {
        deny("cloudformation:CreateStack", result -> result);
        check();
        assertFault(
                Parameter.PROFILE,
                USER + " may not cloudformation:CreateStack on"
                        + " arn:aws:cloudformation:eu-west-1:123456789012:stack/ami-g-a-1/*: no policy allows it.");
        assertThat(faults.list().get(0).text())
                .contains("mvn ami:policy", "<configuration><simulateRights>, -Dami.simulateRights: false");
    }

    @Test
    void whereItIsSwitchedOffNothingIsSimulated() {
        request.simulateRights = false;
        deny("cloudformation:CreateStack", result -> result);
        check();
        assertThat(faults.list()).isEmpty();
        assertThat(cloud.iam.asked).isEmpty();
    }

    @Test
    void oneOfSeveralResourcesIsEnough() {
        deny("ec2:RunInstances", result -> result);
        check();
        assertFault(Parameter.PROFILE, "may not ec2:RunInstances on arn:aws:ec2:eu-west-1:");
    }

    @Test
    void anExplicitDenialABoundaryAndTheOrganizationAreToldApart() {
        deny("iam:CreateRole", result -> result.evalDecision("explicitDeny"));
        deny(
                "lambda:CreateFunction",
                result ->
                        result.permissionsBoundaryDecisionDetail(detail -> detail.allowedByPermissionsBoundary(false)));
        deny(
                "logs:CreateLogGroup",
                result -> result.organizationsDecisionDetail(detail -> detail.allowedByOrganizations(false)));
        check();
        assertThat(faults.list())
                .hasSize(3)
                .anySatisfy(fault ->
                        assertThat(fault.what()).contains("iam:CreateRole").endsWith("a policy denies it explicitly."))
                .anySatisfy(fault -> assertThat(fault.what())
                        .contains("lambda:CreateFunction")
                        .endsWith("the permissions boundary does not allow it."))
                .anySatisfy(fault -> assertThat(fault.what())
                        .contains("logs:CreateLogGroup")
                        .endsWith("a service control policy of the organization does not allow it."));
    }

    @Test
    void aDenialThatHangsOnWhatOnlyACallBringsAlongIsOneLine() {
        deny("iam:CreateRole", result -> result.missingContextValues("aws:MultiFactorAuthPresent"));
        deny("ec2:RunInstances", result -> result.missingContextValues("aws:MultiFactorAuthPresent"));
        check();
        assertThat(faults.list()).isEmpty();
        assertThat(console.info)
                .filteredOn(line -> line.contains("cannot be told beforehand"))
                .containsExactly("Whether these are allowed cannot be told beforehand, since policies ask for"
                        + " aws:MultiFactorAuthPresent: ec2:RunInstances, iam:CreateRole.");
    }

    @Test
    void aSessionsRightsAreThoseOfItsRoleWithItsPath() {
        cloud.caller = "arn:aws:sts::123456789012:assumed-role/Baker/laptop";
        check();
        assertThat(cloud.iam.principals()).containsExactly("arn:aws:iam::123456789012:role/team/Baker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arn:aws:iam::123456789012:root", "arn:aws:sts::123456789012:federated-user/kim"})
    void whomIamDoesNotSimulateIsOneLine(String caller) {
        cloud.caller = caller;
        check();
        assertThat(cloud.iam.asked).isEmpty();
        assertThat(faults.list()).isEmpty();
        assertThat(console.info)
                .filteredOn(line -> line.startsWith("Rights were not simulated"))
                .hasSize(1);
    }

    @Test
    void whoMayNotSimulateIsToldInOneLine() {
        cloud.iam.refusal = Optional.of("AccessDenied");
        check();
        assertThat(faults.list()).isEmpty();
        assertThat(console.info)
                .filteredOn(line -> line.contains("iam:SimulatePrincipalPolicy"))
                .containsExactly("Not checked beforehand, because the caller may not: iam:SimulatePrincipalPolicy.");
    }

    @Test
    void anotherFailureOfTheSimulatorEndsIt() {
        cloud.iam.refusal = Optional.of("ExpiredToken");
        assertThatThrownBy(this::check).hasMessageContaining("iam:SimulatePrincipalPolicy failed");
    }

    @Test
    void aServiceRoleDoesWhatCloudFormationDoesAndTheCallerPassesIt() {
        request.roleArn = Optional.of(ROLE);
        check();
        assertThat(cloud.iam.principals()).containsExactly(ROLE, USER);
        assertThat(cloud.iam.about("ec2:RunInstances").policySourceArn()).isEqualTo(ROLE);
        assertThat(cloud.iam.about("cloudformation:CreateStack").policySourceArn())
                .isEqualTo(USER);
        assertThat(cloud.iam.asked).anySatisfy(question -> {
            assertThat(question.policySourceArn()).isEqualTo(USER);
            assertThat(question.actionNames()).containsExactly("iam:PassRole");
            assertThat(question.resourceArns()).containsExactly(ROLE);
        });
    }

    @Test
    void whatTheServiceRoleMayNotIsAFaultOfTheRole() {
        request.roleArn = Optional.of(ROLE);
        deny("ec2:RunInstances", result -> result);
        check();
        assertFault(Parameter.ROLE_ARN, ROLE + " may not ec2:RunInstances on");
    }

    @Test
    void aServiceRoleThatDoesNotExistIsOneFault() {
        request.roleArn = Optional.of(ROLE);
        cloud.iam.refusal = Optional.of("NoSuchEntity");
        cloud.caller = "arn:aws:iam::123456789012:root";
        check();
        assertFault(Parameter.ROLE_ARN, ROLE + " does not exist.");
    }

    @Test
    void theRoleOfTheInstanceProfileIsPassedToEc2() {
        request.instanceProfile = Optional.of("builders");
        cloud.iam.instanceProfiles.put("builders", "arn:aws:iam::123456789012:role/of-builders");
        check();
        assertThat(faults.list()).isEmpty();
        assertThat(cloud.iam.asked)
                .anySatisfy(question -> assertThat(question.resourceArns())
                        .containsExactly("arn:aws:iam::123456789012:role/of-builders"));
    }

    @Test
    void anInstanceProfileThatDoesNotExistIsAFault() {
        request.instanceProfile = Optional.of("arn:aws:iam::123456789012:instance-profile/team/builders");
        check();
        assertFault(Parameter.INSTANCE_PROFILE, "instance-profile/team/builders' does not exist");
    }

    @Test
    void whatATemplateOfTheUsersOwnMakesIsNotKnown() {
        request.template = Optional.of(Path.of("template.yaml.ftl"));
        check();
        assertThat(cloud.iam.actions()).contains("ec2:CreateTags").doesNotContain("ec2:RunInstances");
    }

    private void deny(String action, UnaryOperator<EvaluationResult.Builder> how) {
        cloud.iam.deny(action, how);
    }

    private void check() {
        Preflight preflight = new Preflight(
                cloud.clients(FakeCloudFormation::new), console, new FakeTime(Instant.parse("2026-11-23T10:00:00Z")));
        Caller caller = preflight.caller(request.build(), faults).orElseThrow();
        preflight.resolve(request.build(), caller, faults);
        preflight.beforeCreation(request.build(), Optional.of("Resources: {}"), faults);
    }

    private void assertFault(Parameter parameter, String told) {
        assertThat(faults.list()).singleElement().satisfies(fault -> {
            assertThat(fault.parameter()).isEqualTo(parameter);
            assertThat(fault.what()).contains(told);
            assertThat(fault.text()).contains(parameter.path(), parameter.property(), "run mvn ami:bake again");
        });
    }
}
