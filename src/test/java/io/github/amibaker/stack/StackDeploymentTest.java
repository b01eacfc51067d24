package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.NAME;
import static io.github.amibaker.stack.FakeCloudFormation.error;
import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static io.github.amibaker.stack.FakeCloudFormation.theBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.aws.Pace;
import io.github.amibaker.request.BakeRequest.OnFailure;
import io.github.amibaker.template.RenderedTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;

class StackDeploymentTest {
    private static final RenderedTemplate TEMPLATE = new RenderedTemplate(
            "Resources: {}",
            "",
            "hash",
            new TreeMap<>(Map.of("ami:stack-name", NAME, "team", "db")),
            new TreeMap<>(),
            true);

    private final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    private final RecordingConsole console = new RecordingConsole();
    private final FakeTime time = new FakeTime(BEGIN);
    private final Failures failures = new Failures(Optional.empty(), "eu-central-1");
    private final StackDeployment deployment = new StackDeployment(
            cloudFormation,
            failures,
            new StackWatch(
                    cloudFormation, new FakeEc2(), failures, console, time, time, () -> Pace.ofEvents(new Random(1))));

    @Test
    void aStackIsCreatedWithTemplateTagsRoleAndATokenOfItsOwn() {
        assertThat(create(OnFailure.ROLLBACK)).contains(ARN);

        CreateStackRequest request = cloudFormation.created.orElseThrow();
        assertThat(request.templateBody()).isEqualTo("Resources: {}");
        assertThat(request.tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .contains("team=db", "ami:deadline=2026-11-23T11:00:00Z");
        assertThat(request.roleARN()).isEqualTo("arn:aws:iam::1:role/cfn");
        assertThat(request.onFailureAsString()).isEqualTo("ROLLBACK");
        assertThat(request.capabilitiesAsStrings()).containsExactly("CAPABILITY_IAM");
        assertThat(request.clientRequestToken()).matches("[a-zA-Z0-9][-a-zA-Z0-9]{0,127}");
    }

    @Test
    void aFailedBuilderThatIsToBeKeptMeansDoNothing() {
        create(OnFailure.KEEP);

        assertThat(cloudFormation.created.orElseThrow().onFailureAsString()).isEqualTo("DO_NOTHING");
    }

    @Test
    void namedRolesAreConsentedToOnlyWhenCloudFormationAsks() {
        cloudFormation.onCreate.add(() -> {
            throw InsufficientCapabilitiesException.builder()
                    .message("Requires capabilities : [CAPABILITY_NAMED_IAM]")
                    .build();
        });

        assertThat(create(OnFailure.ROLLBACK)).contains(ARN);
        assertThat(cloudFormation.created.orElseThrow().capabilitiesAsStrings())
                .containsExactlyInAnyOrder("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM");
    }

    @Test
    void aNameThatSomebodyTookMeanwhileHasToBeLookedUpAgain() {
        cloudFormation.onCreate.add(() -> {
            throw AlreadyExistsException.builder()
                    .message("Stack [ami-demo] already exists")
                    .build();
        });

        assertThat(create(OnFailure.ROLLBACK)).isEmpty();
    }

    @Test
    void aTemplateThatAwsRefusesIsToldInItsWords() {
        cloudFormation.onCreate.add(() -> {
            throw error(400, "ValidationError", "Template error: unresolved resource");
        });

        assertThatThrownBy(() -> create(OnFailure.ROLLBACK))
                .isInstanceOf(BakeException.class)
                .hasMessageContaining("Template error: unresolved resource")
                .hasMessageContaining("req-1");
    }

    @Test
    void aDeletionIsWaitedForAndIsNotTakenForWhatHappenedBefore() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"));
        Stack found = found();
        cloudFormation
                .thenNothing()
                .thenNothing()
                .then(stack(20, "DELETE_IN_PROGRESS"))
                .then(stack(30, "DELETE_COMPLETE"));

        deployment.delete(found);

        assertThat(cloudFormation.calls).contains("DeleteStack " + ARN);
        assertThat(console.info).containsExactly("stack ami-demo  delete complete after 10 s");
    }

    @Test
    void whatKeepsAStackIsNamedWithItsReason() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"));
        Stack found = found();
        cloudFormation
                .thenNothing()
                .then(
                        stack(20, "DELETE_IN_PROGRESS"),
                        event(25, "Group", "AWS::EC2::SecurityGroup", "DELETE_FAILED", "sg-1", "still in use"),
                        stack(30, "DELETE_FAILED", "The following resource(s) failed to delete: [Group]."));

        assertThatThrownBy(() -> deployment.delete(found))
                .isInstanceOfSatisfying(
                        BakeException.class,
                        said -> assertThat(said.text())
                                .contains("Group (AWS::EC2::SecurityGroup): still in use", "run mvn ami:clean again"));
    }

    @Test
    void whatKeepsAStackComesWithItsCure() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"));
        Stack found = found();
        cloudFormation
                .thenNothing()
                .then(
                        stack(20, "DELETE_IN_PROGRESS"),
                        event(
                                25,
                                "ImageRole",
                                "AWS::IAM::Role",
                                "DELETE_FAILED",
                                "ami-demo-ImageRole-1",
                                "Cannot delete entity, must detach all policies first."),
                        stack(30, "DELETE_FAILED", "The following resource(s) failed to delete: [ImageRole]."));

        assertThatThrownBy(() -> deployment.delete(found))
                .isInstanceOfSatisfying(
                        BakeException.class,
                        said -> assertThat(said.advice()).contains("list-attached-role-policies", "mvn ami:clean"));
    }

    @Test
    void aStackThatIsGoingAlreadyIsOnlyWaitedFor() {
        cloudFormation.happen(
                stack(0, "CREATE_IN_PROGRESS"), stack(9, "CREATE_COMPLETE"), stack(20, "DELETE_IN_PROGRESS"));
        Stack found = found();
        cloudFormation.thenNothing().then(stack(30, "DELETE_COMPLETE"));

        deployment.delete(found);

        assertThat(cloudFormation.calls).doesNotContain("DeleteStack " + ARN);
    }

    @Test
    void aStackThatIsRollingBackIsDeletedOnceThatIsDone() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), stack(5, "ROLLBACK_IN_PROGRESS"));
        Stack found = found();
        cloudFormation.then(stack(9, "ROLLBACK_COMPLETE")).thenNothing().thenNothing();
        cloudFormation.onDelete = () -> cloudFormation.then(stack(20, "DELETE_COMPLETE"));

        deployment.delete(found);

        List<String> calls = cloudFormation.calls;
        assertThat(calls.indexOf("DeleteStack " + ARN)).isGreaterThan(calls.indexOf("DescribeStackEvents " + ARN) + 1);
    }

    @Test
    void aBakeInProgressIsDeletedWithoutWaitingForItsEnd() {
        cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), theBuilder(1, "CREATE_IN_PROGRESS"));
        Stack found = found();
        cloudFormation.onDelete =
                () -> cloudFormation.then(stack(20, "DELETE_IN_PROGRESS"), stack(21, "DELETE_COMPLETE"));

        deployment.delete(found);

        assertThat(cloudFormation.calls.indexOf("DeleteStack " + ARN)).isEqualTo(2);
    }

    @Test
    void anInputsTagIsWhatTheStackSaysOfItself() {
        cloudFormation.tags.put("ami:inputs", "hash");
        cloudFormation.happen(stack(0, "CREATE_COMPLETE"));

        assertThat(found().inputs()).contains("hash");
    }

    private Optional<String> create(OnFailure onFailure) {
        return deployment.create(
                NAME, TEMPLATE, BEGIN.plusMillis(3_600_500), onFailure, Optional.of("arn:aws:iam::1:role/cfn"));
    }

    private Stack found() {
        return new StackLookup(cloudFormation, failures).byName(NAME).orElseThrow();
    }
}
