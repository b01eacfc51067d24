package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.RESOLUTION;
import static io.github.amibaker.template.Renderings.SPOT;
import static io.github.amibaker.template.Renderings.at;
import static io.github.amibaker.template.Renderings.property;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.request.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A builder on the spot market: a request that lets it be stopped, and two resources that cancel it. */
class BuiltInTemplateSpotTest {
    private static final String REST =
            "\nResources: {Image: {Type: 'Custom::AMI'}}\nOutputs: {ImageId: {Value: !GetAtt Image.ImageId}}\n";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void onSpot() {
        project = new Project(folder);
        project.parameters.spot = "true";
    }

    private String body() {
        return new TemplateRenderer().render(project.request(), SPOT).body();
    }

    @Test
    void theLaunchTemplateAsksForAnInstanceThatCanBeStopped() {
        String body = body();
        assertThat(at(body, "Resources", "BuilderSpot", "Properties", "LaunchTemplateData", "InstanceMarketOptions"))
                .isEqualTo(Map.of(
                        "MarketType",
                        "spot",
                        "SpotOptions",
                        Map.of("SpotInstanceType", "persistent", "InstanceInterruptionBehavior", "stop")));
        assertThat(property(body, "Builder", "LaunchTemplate"))
                .isEqualTo(Map.of(
                        "LaunchTemplateId",
                        Map.of("Ref", "BuilderSpot"),
                        "Version",
                        Map.of("Fn::GetAtt", List.of("BuilderSpot", "LatestVersionNumber"))));
    }

    @Test
    void theMostToPayIsTextAsEc2WantsIt() {
        project.parameters.spot = "0.05";
        assertThat(at(
                        body(),
                        "Resources",
                        "BuilderSpot",
                        "Properties",
                        "LaunchTemplateData",
                        "InstanceMarketOptions",
                        "SpotOptions",
                        "MaxPrice"))
                .isEqualTo("0.05");
    }

    @Test
    void theRequestCarriesTheTagByWhichItIsFound() {
        Object tags = at(
                body(),
                "Resources",
                "BuilderSpot",
                "Properties",
                "LaunchTemplateData",
                "TagSpecifications",
                "0",
                "Tags");
        assertThat(tags)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains(Map.of("Key", "ami:stack-id", "Value", Map.of("Ref", "AWS::StackId")));
    }

    @Test
    void oneIsDeletedBeforeTheBuilderAndTheOtherAfterIt() {
        String body = body();
        assertThat(property(body, "BuilderSpotRequest", "InstanceId")).isEqualTo(Map.of("Ref", "Builder"));
        assertThat(at(body, "Resources", "Builder", "DependsOn")).isEqualTo("SpotRequests");
        assertThat(property(body, "SpotRequests", "InstanceId")).isNull();
        assertThat(at(body, "Resources", "Image", "DependsOn")).isEqualTo("BuilderSpotRequest");
        project.parameters.signal = "resource";
        assertThat(at(body(), "Resources", "Image", "DependsOn"))
                .isEqualTo(List.of("Provisioned", "BuilderSpotRequest"));
    }

    @Test
    void volumesByALaunchTemplateAreInTheSame() {
        project.parameters.rootVolume = new io.github.amibaker.request.BakeParameters.RootVolume();
        project.parameters.rootVolume.type = "gp3";
        project.parameters.rootVolume.throughput = "500";
        String body = body();
        assertThat(at(body, "Resources", "BuilderSpot", "Properties", "LaunchTemplateData", "BlockDeviceMappings"))
                .isNotNull();
        assertThat(property(body, "Builder", "BlockDeviceMappings")).isNull();
        project.parameters.rootVolume.throughput = null;
        project.parameters.rootVolume.size = "20";
        assertThat(property(body(), "Builder", "BlockDeviceMappings")).isNotNull();
    }

    @Test
    void aRoleOfTheUsersServesThisFunctionToo() {
        project.parameters.imaging.roleArn = "arn:aws:iam::111122223333:role/imager";
        String body = body();
        assertThat(at(body, "Resources", "SpotRole")).isNull();
        assertThat(property(body, "SpotFunction", "Role")).isEqualTo("arn:aws:iam::111122223333:role/imager");
    }

    @Test
    void onDemandItIsTheTemplateOfThoseWhoNeverAskedForSpot() {
        String fallback =
                new TemplateRenderer().render(project.request(), RESOLUTION).body();
        project.parameters.spot = null;
        assertThat(withoutUserData(fallback))
                .isEqualTo(withoutUserData(new TemplateRenderer()
                        .render(project.request(), RESOLUTION)
                        .body()));
    }

    private static String withoutUserData(String body) {
        return body.lines().filter(line -> !line.contains("UserData:")).reduce("", (all, line) -> all + line + "\n");
    }

    @Test
    void theImageIsTheSameWhateverTheBuilderCosts() {
        String onSpot = new TemplateRenderer().render(project.request(), SPOT).inputs();
        project.parameters.spot = null;
        assertThat(new TemplateRenderer().render(project.request(), RESOLUTION).inputs())
                .isEqualTo(onSpot);
    }

    @Test
    void whatLooksOutForTheNoticeIsCarriedOnSpotOnly() {
        assertThat(Bundle.guest(project.request(), false)).contains("spot.sh");
        project.parameters.spot = "false";
        assertThat(Bundle.guest(project.request(), false)).doesNotContain("spot.sh");
    }

    @Test
    void renderedWithoutAwsItIsThatOfTheFirstTried() {
        io.github.amibaker.advice.Faults faults = new io.github.amibaker.advice.Faults();
        String body = new TemplateRenderer()
                .rehearse(project.request(), faults)
                .orElseThrow()
                .body();
        assertThat(at(body, "Resources", "BuilderSpot")).isNotNull();
    }

    @Test
    void aTemplateOfTheUsersOwnThatDoesNotAskForItIsAFault() {
        project.write("src/main/ami/template.yaml.ftl", REST);
        assertThatThrownBy(this::body)
                .isInstanceOfSatisfying(
                        BakeException.class,
                        said -> assertThat(said.text() + said.advice())
                                .contains("template.yaml.ftl asks for no spot instance", "-Dami.spot"));
        project.write("src/main/ami/template.yaml.ftl", "<#if ami.spot??># [=ami.spot.code?length > 0]\n</#if>" + REST);
        assertThat(body()).startsWith("# ");
    }
}
