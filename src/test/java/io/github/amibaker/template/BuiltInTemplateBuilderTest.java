package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.at;
import static io.github.amibaker.template.Renderings.property;
import static io.github.amibaker.template.Renderings.render;
import static io.github.amibaker.template.Renderings.resolution;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.Project;
import io.github.amibaker.request.Resolution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInTemplateBuilderTest {
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
    void theBuilderWantsTokensAndStopsInsteadOfTerminating() {
        String body = body();
        assertThat(property(body, "Builder", "MetadataOptions"))
                .isEqualTo(Map.of("HttpEndpoint", "enabled", "HttpTokens", "required", "HttpPutResponseHopLimit", 1));
        assertThat(property(body, "Builder", "InstanceInitiatedShutdownBehavior"))
                .isEqualTo("stop");
        assertThat(property(body, "Builder", "KeyName")).isNull();
        assertThat(property(body, "Builder", "PropagateTagsToVolumeOnCreation")).isEqualTo(true);
    }

    @Test
    void withoutGroupsTheBuilderGetsOneThatLetsNothingIn() {
        String body = body();
        assertThat(property(body, "BuilderSecurityGroup", "SecurityGroupIngress"))
                .isNull();
        assertThat(property(body, "BuilderSecurityGroup", "VpcId")).isNull();
        assertThat(property(body, "Builder", "SecurityGroupIds"))
                .isEqualTo(List.of(Map.of("Fn::GetAtt", List.of("BuilderSecurityGroup", "GroupId"))));
    }

    @Test
    void theGroupStandsInTheSubnetsVpc() {
        project.parameters.subnetId = "subnet-01234567";
        String body = new TemplateRenderer()
                .render(project.request(), inVpc("vpc-01234567"))
                .body();
        assertThat(property(body, "BuilderSecurityGroup", "VpcId")).isEqualTo("vpc-01234567");
        assertThat(property(body, "Builder", "SubnetId")).isEqualTo("subnet-01234567");
    }

    @Test
    void groupsOfTheUserReplaceTheStacksOwn() {
        project.parameters.securityGroupIds = List.of("sg-01234567", "sg-0123456789abcdef0");
        String body = body();
        assertThat(at(body, "Resources", "BuilderSecurityGroup")).isNull();
        assertThat(property(body, "Builder", "SecurityGroupIds"))
                .isEqualTo(List.of("sg-01234567", "sg-0123456789abcdef0"));
    }

    @Test
    void aPublicAddressMovesSubnetAndGroupsIntoTheNetworkInterface() {
        project.parameters.subnetId = "subnet-01234567";
        project.parameters.securityGroupIds = List.of("sg-01234567");
        project.parameters.associatePublicIp = true;
        String body = body();
        assertThat(property(body, "Builder", "SubnetId")).isNull();
        assertThat(property(body, "Builder", "SecurityGroupIds")).isNull();
        assertThat(property(body, "Builder", "NetworkInterfaces"))
                .isEqualTo(List.of(Map.of(
                        "DeviceIndex",
                        "0",
                        "AssociatePublicIpAddress",
                        true,
                        "DeleteOnTermination",
                        true,
                        "SubnetId",
                        "subnet-01234567",
                        "GroupSet",
                        List.of("sg-01234567"))));
    }

    @Test
    void theRootVolumeIsLeftToTheBaseImageUnlessSet() {
        assertThat(property(body(), "Builder", "BlockDeviceMappings")).isNull();
    }

    @Test
    void theRootVolumeIsSetUnderTheBaseImagesOwnDeviceName() {
        project.parameters.rootVolume = new BakeParameters.RootVolume();
        project.parameters.rootVolume.size = "40";
        project.parameters.rootVolume.type = "gp3";
        project.parameters.rootVolume.iops = "6000";
        assertThat(property(body(), "Builder", "BlockDeviceMappings"))
                .isEqualTo(List.of(Map.of(
                        "DeviceName",
                        "/dev/xvda",
                        "Ebs",
                        Map.of("DeleteOnTermination", true, "VolumeSize", 40, "VolumeType", "gp3", "Iops", 6000))));
    }

    @Test
    void aThroughputGoesThroughALaunchTemplateAsInstancesTakeNone() {
        project.parameters.rootVolume = new BakeParameters.RootVolume();
        project.parameters.rootVolume.type = "gp3";
        project.parameters.rootVolume.iops = "6000";
        project.parameters.rootVolume.throughput = "500";
        String body = body();
        assertThat(property(body, "Builder", "BlockDeviceMappings")).isNull();
        assertThat(property(body, "Builder", "LaunchTemplate"))
                .isEqualTo(Map.of(
                        "LaunchTemplateId",
                        Map.of("Ref", "BuilderVolume"),
                        "Version",
                        Map.of("Fn::GetAtt", List.of("BuilderVolume", "LatestVersionNumber"))));
        assertThat(at(body, "Resources", "BuilderVolume", "Properties", "LaunchTemplateData", "BlockDeviceMappings"))
                .isEqualTo(List.of(Map.of(
                        "DeviceName",
                        "/dev/xvda",
                        "Ebs",
                        Map.of("DeleteOnTermination", true, "VolumeType", "gp3", "Iops", 6000, "Throughput", 500))));
    }

    @Test
    void anInstanceProfileIsNamedEvenWhenGivenByItsArn() {
        project.parameters.instanceProfile = "arn:aws:iam::111122223333:instance-profile/team/builders";
        assertThat(property(body(), "Builder", "IamInstanceProfile")).isEqualTo("builders");
    }

    @Test
    void inHandleFormTheWaitHasItsClockFromTheHandle() {
        project.parameters.provisionTimeout = "1h30m";
        String body = body();
        assertThat(at(body, "Resources", "Provisioned"))
                .isEqualTo(Map.of(
                        "Type", "AWS::CloudFormation::WaitCondition",
                        "DependsOn", "Builder",
                        "Properties",
                                Map.of("Handle", Map.of("Ref", "ProvisionedHandle"), "Count", 1, "Timeout", "5400")));
        assertThat(property(body, "Image", "ProvisioningData"))
                .isEqualTo(Map.of("Fn::GetAtt", List.of("Provisioned", "Data")));
        assertThat(render(project.request()).userData()).contains("${ProvisionedHandle}");
    }

    @Test
    void inResourceFormTheWaitHasItsClockFromTheCreationPolicyAndNobodyNamesAHandle() {
        project.parameters.signal = "resource";
        project.parameters.provisionTimeout = "90s";
        RenderedTemplate rendered = render(project.request());
        assertThat(at(rendered.body(), "Resources", "Provisioned"))
                .isEqualTo(Map.of(
                        "Type",
                        "AWS::CloudFormation::WaitCondition",
                        "DependsOn",
                        "Builder",
                        "CreationPolicy",
                        Map.of("ResourceSignal", Map.of("Count", 1, "Timeout", "PT1M30S"))));
        assertThat(at(rendered.body(), "Resources", "Image", "DependsOn")).isEqualTo("Provisioned");
        assertThat(rendered.body()).doesNotContain("ProvisionedHandle").doesNotContain("Provisioned.Data");
        assertThat(rendered.userData()).doesNotContain("ProvisionedHandle");
    }

    @Test
    void aNameTagOfTheUsersReplacesThatOfTheBuilder() {
        project.parameters.tags = Map.of("Name", "mine");
        assertThat(keys(property(body(), "Builder", "Tags"))).containsOnlyOnce("Name");
        assertThat((List<?>) property(body(), "Builder", "Tags"))
                .first()
                .isEqualTo(Map.of("Key", "Name", "Value", "mine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Builder", "BuilderSecurityGroup", "ImageRole", "ImageFunctionLogs", "ImageFunction"})
    void whatAStackMakesCarriesItsIdAndNameAndTheUsersTagsSoThatWhatIsLeftOfItIsFound(String resource) {
        project.parameters.tags = Map.of("Team", "web");
        assertMarked(property(body(), resource, "Tags"));
    }

    @Test
    void aLaunchTemplateCarriesThemToo() {
        project.parameters.tags = Map.of("Team", "web");
        project.parameters.rootVolume = new BakeParameters.RootVolume();
        project.parameters.rootVolume.type = "gp3";
        project.parameters.rootVolume.throughput = "250";
        String body = body();
        assertThat(at(body, "Resources", "BuilderVolume", "Properties", "TagSpecifications", "0", "ResourceType"))
                .isEqualTo("launch-template");
        assertMarked(at(body, "Resources", "BuilderVolume", "Properties", "TagSpecifications", "0", "Tags"));
    }

    private void assertMarked(Object tags) {
        assertThat(((List<?>) tags).stream().map(Object.class::cast))
                .contains(
                        Map.of("Key", "Team", "Value", "web"),
                        Map.of("Key", "ami:stack-id", "Value", Map.of("Ref", "AWS::StackId")),
                        Map.of(
                                "Key",
                                "ami:stack-name",
                                "Value",
                                project.request().stackName()));
    }

    private static List<Object> keys(Object tags) {
        return ((List<?>) tags)
                .stream().map(tag -> (Object) ((Map<?, ?>) tag).get("Key")).toList();
    }

    private static Resolution inVpc(String vpc) {
        return resolution("x86_64", "t3.small", Optional.of(vpc));
    }
}
