package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.NAME;
import static io.github.amibaker.stack.FakeCloudFormation.error;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.inputs.Parts;
import io.github.amibaker.request.BakeRequest.OnFailure;
import io.github.amibaker.template.RenderedTemplate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;

class StackDeploymentTest {
    private static final String BODY = "Resources: {A: {Type: AWS::IAM::Role}}";
    private static final RenderedTemplate TEMPLATE = new RenderedTemplate(
            BODY,
            "",
            "hash",
            new Parts.Collector().parts(),
            new TreeMap<>(Map.of("ami:stack-name", NAME, "team", "db")),
            new TreeMap<>(),
            true);

    private final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    private final Failures failures = new Failures(Optional.empty(), "eu-central-1");
    private final StackDeployment deployment = new StackDeployment(cloudFormation, failures);

    @Test
    void aStackIsCreatedWithTemplateTagsRoleAndATokenOfItsOwn() {
        assertThat(create(OnFailure.ROLLBACK)).contains(ARN);

        CreateStackRequest request = cloudFormation.created.orElseThrow();
        assertThat(request.templateBody()).isEqualTo(BODY);
        assertThat(request.tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .contains("team=db", "ami:deadline=2026-11-23T11:00:00Z");
        assertThat(request.roleARN()).isEqualTo("arn:aws:iam::1:role/cfn");
        assertThat(request.onFailureAsString()).isEqualTo("ROLLBACK");
        assertThat(request.capabilitiesAsStrings()).containsExactly("CAPABILITY_IAM");
        assertThat(request.clientRequestToken()).matches("[a-zA-Z0-9][-a-zA-Z0-9]{0,127}");
    }

    @Test
    void noConsentIsGivenToRolesThatAreNotMade() {
        deployment.create(NAME, of("Resources: {}", true), Instant.EPOCH, OnFailure.ROLLBACK, Optional.empty());
        assertThat(cloudFormation.created.orElseThrow().capabilities()).isEmpty();
        deployment.create(NAME, of("Resources: {}", false), Instant.EPOCH, OnFailure.ROLLBACK, Optional.empty());
        assertThat(cloudFormation.created.orElseThrow().capabilitiesAsStrings())
                .as("a nested stack of the user's own template may make some")
                .containsExactly("CAPABILITY_IAM");
    }

    private static RenderedTemplate of(String body, boolean builtIn) {
        return new RenderedTemplate(
                body,
                TEMPLATE.userData(),
                TEMPLATE.inputs(),
                TEMPLATE.parts(),
                TEMPLATE.stackTags(),
                TEMPLATE.imageTags(),
                builtIn);
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
