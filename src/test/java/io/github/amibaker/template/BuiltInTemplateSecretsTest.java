package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.RESOLUTION;
import static io.github.amibaker.template.Renderings.at;
import static io.github.amibaker.template.Renderings.property;
import static io.github.amibaker.template.Renderings.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInTemplateSecretsTest {
    private static final String ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:c-Ab12Cd";
    private static final Object A =
            Map.of("Fn::Sub", "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/team/a");
    private static final Object B = Map.of(
            "Fn::Sub", "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:team/b-??????");

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProjectWithSecrets() {
        project = new Project(folder);
        project.parameters.environment = Map.of(
                "A", "ssm-secure:/team/a",
                "AGAIN", "ssm-secure:/team/a",
                "B", "secretsmanager:team/b",
                "C", "secretsmanager:" + ARN);
    }

    private String body() {
        return render(project.request()).body();
    }

    private List<Object> statements() {
        return new java.util.ArrayList<>(assertThat(at(
                        body(),
                        "Resources",
                        "BuilderRole",
                        "Properties",
                        "Policies",
                        "0",
                        "PolicyDocument",
                        "Statement"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .actual());
    }

    @Test
    void theBuilderGetsAProfileOfTheStacksOwn() {
        project.parameters.rolePath = "/builds/";
        project.parameters.permissionsBoundary = "arn:aws:iam::111122223333:policy/edge";
        String body = body();
        assertThat(property(body, "Builder", "IamInstanceProfile")).isEqualTo(Map.of("Ref", "BuilderInstanceProfile"));
        assertThat(property(body, "BuilderInstanceProfile", "Roles")).isEqualTo(List.of(Map.of("Ref", "BuilderRole")));
        assertThat(property(body, "BuilderInstanceProfile", "Path")).isEqualTo("/builds/");
        assertThat(property(body, "BuilderRole", "Path")).isEqualTo("/builds/");
        assertThat(property(body, "BuilderRole", "PermissionsBoundary"))
                .isEqualTo("arn:aws:iam::111122223333:policy/edge");
    }

    @Test
    void itsRoleMayReadExactlyTheseSecrets() {
        assertThat(statements())
                .contains(
                        Map.of(
                                "Sid", "ReadParameters",
                                "Effect", "Allow",
                                "Action", "ssm:GetParameter",
                                "Resource", List.of(A)),
                        Map.of(
                                "Sid", "ReadSecrets",
                                "Effect", "Allow",
                                "Action", "secretsmanager:GetSecretValue",
                                "Resource", List.of(B, ARN)))
                .hasSize(4);
    }

    @Test
    void itsRoleMayUseKeysOnlyThroughTheServicesAndForTheseSecrets() {
        assertThat(statements().get(1))
                .extracting("Action", "Condition")
                .containsExactly(
                        "kms:Decrypt",
                        Map.of(
                                "StringLike",
                                Map.of(
                                        "kms:ViaService",
                                        List.of(Map.of("Fn::Sub", "ssm.${AWS::Region}.${AWS::URLSuffix}")),
                                        "kms:EncryptionContext:PARAMETER_ARN",
                                        List.of(A))));
        assertThat(statements().get(3))
                .extracting("Condition.StringLike")
                .isEqualTo(Map.of(
                        "kms:ViaService",
                        List.of(
                                Map.of("Fn::Sub", "secretsmanager.${AWS::Region}.${AWS::URLSuffix}"),
                                Map.of("Fn::Sub", "secretsmanager.eu-west-1.${AWS::URLSuffix}")),
                        "kms:EncryptionContext:SecretARN",
                        List.of(B, ARN)));
    }

    @Test
    void whatIsNotThereNeedsNoRight() {
        project.parameters.environment = Map.of("A", "ssm-secure:/team/a");
        assertThat(statements()).extracting("Sid").containsExactly("ReadParameters", "DecryptParameters");
    }

    @Test
    void aProfileOfTheUsersIsTakenAndNoneIsMade() {
        project.parameters.instanceProfile = "builders";
        assertThat(property(body(), "Builder", "IamInstanceProfile")).isEqualTo("builders");
        assertThat(body()).doesNotContain("BuilderRole");
    }

    @Test
    void withoutSecretsThereIsNoProfile() {
        project.parameters.environment = Map.of("A", "no secret");
        assertThat(property(body(), "Builder", "IamInstanceProfile")).isNull();
        assertThat(body()).doesNotContain("BuilderRole");
    }

    @Test
    void theRightsCanBeToldInWords() {
        assertThat(new SecretRights(project.request().provisioning().secrets().values()).lines(RESOLUTION))
                .containsExactly(
                        "ssm:GetParameter on arn:aws:ssm:ap-northeast-2:111122223333:parameter/team/a",
                        "secretsmanager:GetSecretValue on"
                                + " arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:team/b-??????",
                        "secretsmanager:GetSecretValue on " + ARN,
                        "kms:Decrypt on the key of each of them that has a key of your own");
    }
}
