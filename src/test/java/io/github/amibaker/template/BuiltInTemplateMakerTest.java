package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.at;
import static io.github.amibaker.template.Renderings.property;
import static io.github.amibaker.template.Renderings.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.ImagingParameters;
import io.github.amibaker.request.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image is made of, what it says of itself, and who makes it. */
class BuiltInTemplateMakerTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/imager";
    private static final String FUNCTION = "arn:aws:lambda:ap-northeast-2:111122223333:function:imager:live";

    @TempDir
    Path folder;

    private Project project;
    private ImagingParameters imaging;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
        imaging = project.parameters.imaging;
    }

    private String body() {
        return render(project.request()).body();
    }

    private ImagingParameters.Volume volume(String bare) {
        ImagingParameters.Volume volume = new ImagingParameters.Volume();
        volume.set(bare);
        imaging.volumes = imaging.volumes == null ? List.of(volume) : List.of(imaging.volumes.get(0), volume);
        return volume;
    }

    private static Map<String, Object> device(String name, Map<String, Object> ebs) {
        return Map.of("DeviceName", name, "Ebs", ebs);
    }

    @Test
    void furtherVolumesGoWithTheBuilderAndAreOfTheNewKind() {
        volume("/dev/sdf:100");
        volume("/dev/sdg:20").type = "gp2";
        assertThat(property(body(), "Builder", "BlockDeviceMappings"))
                .isEqualTo(List.of(
                        device("/dev/sdf", Map.of("DeleteOnTermination", true, "VolumeSize", 100, "VolumeType", "gp3")),
                        device(
                                "/dev/sdg",
                                Map.of("DeleteOnTermination", true, "VolumeSize", 20, "VolumeType", "gp2"))));
    }

    @Test
    void whatIsLeftOutOfTheImageIsToldToTheFunctionAlone() {
        volume("/dev/sdf:100");
        assertThat(property(body(), "Image", "BlockDeviceMappings")).isNull();
        volume("/dev/sdg:20").inImage = "false";
        assertThat(property(body(), "Image", "BlockDeviceMappings"))
                .isEqualTo(List.of(Map.of("DeviceName", "/dev/sdg", "NoDevice", "")));
    }

    @Test
    void aKeyEncryptsTheRootVolumeAndAllOthersThatDoNotSayOtherwise() {
        imaging.kmsKeyId = "alias/images";
        volume("/dev/sdf").encrypted = "false";
        volume("/dev/sdg").kmsKeyId = "alias/other";
        assertThat(property(body(), "Builder", "BlockDeviceMappings"))
                .isEqualTo(List.of(
                        device(
                                "/dev/xvda",
                                Map.of("DeleteOnTermination", true, "Encrypted", true, "KmsKeyId", "alias/images")),
                        device("/dev/sdf", Map.of("DeleteOnTermination", true)),
                        device(
                                "/dev/sdg",
                                Map.of("DeleteOnTermination", true, "Encrypted", true, "KmsKeyId", "alias/other"))));
    }

    @Test
    void aThroughputOfAnyVolumeTakesALaunchTemplateForAll() {
        ImagingParameters.Volume fast = volume("/dev/sdf:100");
        fast.type = "gp3";
        fast.throughput = "250";
        project.parameters.rootVolume = new BakeParameters.RootVolume();
        project.parameters.rootVolume.set("20");
        String body = body();
        assertThat(property(body, "Builder", "BlockDeviceMappings")).isNull();
        assertThat(at(body, "Resources", "BuilderVolume", "Properties", "LaunchTemplateData", "BlockDeviceMappings"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2);
    }

    @Test
    void attributesAreToldToAFunctionThatMaySetThemAndHasTheTime() {
        imaging.attributes = new ImagingParameters.Attributes();
        imaging.attributes.imdsSupport = "v2.0";
        imaging.attributes.deprecateAfter = "P90D";
        imaging.attributes.description = "all of it";
        String body = body();
        assertThat(property(body, "Image", "ImdsSupport")).isEqualTo("v2.0");
        assertThat(property(body, "Image", "DeprecateAfter")).isEqualTo("7776000");
        assertThat(property(body, "Image", "Description")).isEqualTo("all of it");
        assertThat(property(body, "Image", "ServiceTimeout")).isEqualTo(3600);
        assertThat(body).contains("ec2:ModifyImageAttribute", "ec2:EnableImageDeprecation");
    }

    @Test
    void nobodyMaySetAttributesThatNobodyAskedFor() {
        assertThat(body()).doesNotContain("\"ec2:ModifyImageAttribute\"", "\"ec2:EnableImageDeprecation\"");
        assertThat(property(body(), "Image", "ServiceTimeout")).isEqualTo(1900);
    }

    @Test
    void withARoleOfTheUsersTheStackMakesNone() {
        imaging.roleArn = ROLE;
        RenderedTemplate rendered = render(project.request());
        assertThat(property(rendered.body(), "ImageFunction", "Role")).isEqualTo(ROLE);
        assertThat(rendered.makesRoles()).isFalse();
        assertThat(at(rendered.body(), "Resources"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKeys("ImageFunction", "ImageFunctionLogs")
                .doesNotContainKey("ImageRole");
    }

    @Test
    void withAFunctionOfTheUsersTheStackHasNeitherRoleNorFunctionNorLog() {
        imaging.functionArn = FUNCTION;
        RenderedTemplate rendered = render(project.request());
        assertThat(property(rendered.body(), "Image", "ServiceToken")).isEqualTo(FUNCTION);
        assertThat(rendered.makesRoles()).isFalse();
        assertThat(at(rendered.body(), "Resources"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("BuilderSecurityGroup", "Builder", "ProvisionedHandle", "Provisioned", "Image");
    }

    @Test
    void aStackWithARoleAsksForConsent() {
        assertThat(render(project.request()).makesRoles()).isTrue();
    }

    @Test
    void everyRoleThatTheStackMakesHasPathAndBoundary() {
        project.parameters.rolePath = "/builds/";
        project.parameters.permissionsBoundary = "arn:aws:iam::111122223333:policy/edge";
        project.parameters.environment = Map.of("A", "ssm-secure:/a");
        String body = body();
        for (String role : List.of("ImageRole", "BuilderRole")) {
            assertThat(property(body, role, "Path")).isEqualTo("/builds/");
            assertThat(property(body, role, "PermissionsBoundary")).isEqualTo(project.parameters.permissionsBoundary);
        }
        assertThat(body.split("AWS::IAM::Role\n", -1)).hasSize(3);
    }
}
