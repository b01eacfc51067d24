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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInTemplateImageTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
    }

    private String body() {
        return render(project.request()).body();
    }

    @Test
    void theImageIsMadeAfterTheSignalByTheFunction() {
        String body = body();
        assertThat(property(body, "Image", "ProvisioningData"))
                .isEqualTo(Map.of("Fn::GetAtt", List.of("Provisioned", "Data")));
        assertThat(property(body, "Image", "ServiceToken"))
                .isEqualTo(Map.of("Fn::GetAtt", List.of("ImageFunction", "Arn")));
        assertThat((Integer) property(body, "Image", "ServiceTimeout"))
                .isGreaterThanOrEqualTo((Integer) property(body, "ImageFunction", "Timeout"));
        assertThat(property(body, "Image", "ImageNamePrefix")).isEqualTo("web-1.0-SNAPSHOT");
    }

    @Test
    void aNameOfTheUsersIsHandedOnAsItIs() {
        project.parameters.imageName = "it's (mine) [v1]/@_";
        String body = body();
        assertThat(property(body, "Image", "ImageName")).isEqualTo("it's (mine) [v1]/@_");
        assertThat(property(body, "Image", "ImageNamePrefix")).isNull();
    }

    @Test
    void theImageGetsThePluginsTagsAndTheUsers() {
        project.parameters.tags = Map.of("team", "플랫폼 = core");
        project.parameters.gitCommit = "0a1b2c";
        RenderedTemplate rendered = render(project.request());
        assertThat(property(rendered.body(), "Image", "Tags")).isEqualTo(BakeTags.list(rendered.imageTags()));
        assertThat(rendered.imageTags())
                .containsEntry("team", "플랫폼 = core")
                .containsEntry("ami:project", "com.acme:web:1.0-SNAPSHOT")
                .containsEntry("ami:base-image", RESOLUTION.baseImageId())
                .containsEntry("ami:inputs", rendered.inputs())
                .containsEntry("ami:git-commit", "0a1b2c")
                .containsKey("ami:stack-name");
    }

    @Test
    void theStackTellsWhoStartedIt() {
        assertThat(render(project.request()).stackTags())
                .containsEntry("ami:started-by", RESOLUTION.caller())
                .doesNotContainKey("ami:git-commit");
    }

    @Test
    void theRoleHasTheUsersPathAndBoundary() {
        project.parameters.rolePath = "/builds/";
        project.parameters.permissionsBoundary = "arn:aws:iam::111122223333:policy/edge";
        String body = body();
        assertThat(property(body, "ImageRole", "Path")).isEqualTo("/builds/");
        assertThat(property(body, "ImageRole", "PermissionsBoundary"))
                .isEqualTo("arn:aws:iam::111122223333:policy/edge");
    }

    @Test
    void theRoleAllowsWhatMakingAnImageTakesAndNothingElse() {
        assertThat(property(body(), "ImageRole", "Policies"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .singleElement()
                .extracting("PolicyDocument.Statement", InstanceOfAssertFactories.LIST)
                .flatExtracting(statement -> actions((Map<?, ?>) statement))
                .containsExactlyInAnyOrder(
                        "ec2:DescribeImages",
                        "ec2:DescribeInstances",
                        "ec2:StopInstances",
                        "ec2:CreateImage",
                        "ec2:CreateTags",
                        "ec2:DeregisterImage",
                        "ec2:DeleteSnapshot",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents");
    }

    @Test
    void theFunctionWritesToTheStacksOwnLogGroup() {
        String body = body();
        assertThat(property(body, "ImageFunction", "LoggingConfig"))
                .isEqualTo(Map.of("LogGroup", Map.of("Ref", "ImageFunctionLogs")));
        assertThat(at(body, "Resources", "ImageFunctionLogs", "DeletionPolicy")).isEqualTo("Delete");
    }

    @Test
    void theFunctionsCodeArrivesAsItIs() {
        assertThat(at(body(), "Resources", "ImageFunction", "Properties", "Code", "ZipFile"))
                .isEqualTo(new Bundle().function(Bundle.FUNCTION));
    }

    @ParameterizedTest
    @ValueSource(strings = {Bundle.FUNCTION, Bundle.STAGING_FUNCTION, Bundle.SPOT_FUNCTION})
    void theCodeOfAFunctionIsOneFileWithItsResponse(String function) {
        assertThat(new Bundle().function(function))
                .contains("def handler(", "def send(", "class Fault(")
                .doesNotContain("from response");
    }

    @Test
    void theOutputsNameImageBuilderAndBase() {
        assertThat(at(body(), "Outputs"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("ImageId", "BuilderId", "BaseImageId", "ProvisioningData");
    }

    @Test
    void renderedTwiceItIsTheSame() {
        assertThat(render(project.request())).isEqualTo(render(project.request()));
    }

    private static List<Object> actions(Map<?, ?> statement) {
        Object action = statement.get("Action");
        return action instanceof List<?> list ? List.copyOf(list) : List.of(action);
    }
}
