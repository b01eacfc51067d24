package io.github.amibaker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.BakeParameters;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which rights a configuration needs. Whether they suffice is held to the request log, in {@code src/test/truth}. */
class RightsTest extends PoliciesOfTests {
    @Test
    void aProfileIsMadeForSecretsOnlyWhereNoneIsNamed() {
        assertThat(sids(CloudFormationRights.of(project.request(), scope()))).doesNotContain("SecretsProfile");
        parameters.environment = Map.of("PASSWORD", "ssm-secure:/team/password");
        assertThat(sids(CloudFormationRights.of(project.request(), scope())))
                .contains("SecretsProfile", "SecretsRole", "SecretsRoleEnd");
        assertThat(patterns(cloudFormation("SecretsProfile")))
                .containsExactly("arn:aws:iam::123456789012:instance-profile/ami-io-github-amibaker-i*");
        assertThat(cloudFormation("SecretsRolePassed").conditions())
                .containsEntry("iam:PassedToService", "ec2.amazonaws.com");
        parameters.instanceProfile = "builders";
        assertThat(sids(CloudFormationRights.of(project.request(), scope()))).doesNotContain("SecretsProfile");
    }

    @Test
    void aGroupIsMadeOnlyWhereNoneIsNamed() {
        assertThat(sids(CloudFormationRights.of(project.request(), scope()))).contains("BuilderSecurityGroup");
        parameters.subnetId = "subnet-01234567";
        parameters.securityGroupIds = List.of("sg-01234567");
        assertThat(sids(CloudFormationRights.of(project.request(), scope())))
                .doesNotContain("BuilderSecurityGroup", "BuilderSecurityGroupTags", "BuilderSecurityGroupEnd");
        assertThat(patterns(cloudFormation("Builder")))
                .contains(
                        "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-01234567",
                        "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-01234567")
                .doesNotContain("arn:aws:ec2:eu-west-1:123456789012:security-group/*");
        assertThat(caller("Network").actions()).containsExactly("ec2:DescribeSecurityGroups", "ec2:DescribeSubnets");
    }

    @Test
    void aLaunchTemplateIsMadeOnlyForThroughput() {
        assertThat(sids(CloudFormationRights.of(project.request(), scope()))).doesNotContain("BuilderVolume");
        parameters.rootVolume = new BakeParameters.RootVolume();
        parameters.rootVolume.type = "gp3";
        parameters.rootVolume.throughput = "250";
        assertThat(sids(CloudFormationRights.of(project.request(), scope()))).contains("BuilderVolume");
        assertThat(patterns(cloudFormation("Builder")))
                .contains("arn:aws:ec2:eu-west-1:123456789012:launch-template/*");
    }

    @Test
    void ownKeysOfTheVolumesAreUsedThroughEc2AndTheDefaultKeyNeedsNothing() {
        parameters.imaging.encrypted = "true";
        assertThat(sids(CloudFormationRights.of(project.request(), scope()))).doesNotContain("VolumeKeys");
        parameters.imaging.kmsKeyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
        assertThat(patterns(cloudFormation("VolumeKeys")))
                .containsExactly("arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab");
        assertThat(cloudFormation("VolumeKeys").conditions())
                .isEqualTo(Map.of("kms:ViaService", "ec2.eu-west-1.amazonaws.com"));
        assertThat(cloudFormation("VolumeKeys").needed())
                .as("the key's policy may allow it")
                .isFalse();
        parameters.imaging.kmsKeyId = "alias/images";
        assertThat(patterns(cloudFormation("VolumeKeys"))).containsExactly("arn:aws:kms:eu-west-1:123456789012:key/*");
    }

    @Test
    void aRoleOfTheUsersIsPassedAndNoneIsMade() {
        parameters.imaging.roleArn = "arn:aws:iam::123456789012:role/imager";
        List<Right> rights = CloudFormationRights.of(project.request(), scope());
        assertThat(sids(rights)).doesNotContain("ImageRole", "ImageRoleEnd").contains("ImageFunction");
        assertThat(rights).noneMatch(right -> right.actions().contains("iam:CreateRole"));
        assertThat(patterns(cloudFormation("ImageRolePassed"))).containsExactly(parameters.imaging.roleArn);
    }

    @Test
    void aFunctionOfTheUsersIsInvokedAndNothingIsMadeForIt() {
        parameters.imaging.functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:imager";
        assertThat(sids(CloudFormationRights.of(project.request(), scope())))
                .doesNotContain("ImageRole", "ImageRolePassed", "ImageFunctionLogs");
        assertThat(cloudFormation("ImageFunction").actions()).containsExactly("lambda:InvokeFunction");
        assertThat(patterns(cloudFormation("ImageFunction"))).containsExactly(parameters.imaging.functionArn);
        assertThat(ImageRights.of(project.request(), scope()).stream()
                        .filter(right -> right.sid().equals("WriteItsLog"))
                        .flatMap(right -> patterns(right).stream()))
                .containsExactly("arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/imager:*");
    }

    @Test
    void whatTheUsersRoleMayDoIsBoundToWhatBakesMake() throws IOException {
        parameters.imaging.roleArn = "arn:aws:iam::123456789012:role/imager";
        String policy =
                PolicyDocument.of(ImageRights.of(project.request(), scope())).get(0);
        assertThat(policy).contains("\"StringLike\"").doesNotContain("ec2:ModifyImageAttribute");
        assertThat(ImageRights.of(project.request(), scope()))
                .filteredOn(right -> right.actions().stream().noneMatch(action -> action.startsWith("ec2:Describe")))
                .noneMatch(right -> patterns(right).contains("*"));
    }

    @Test
    void theBuildersRoleIsPassedToEc2AndNothingElse() {
        parameters.instanceProfile = "builders";
        assertThat(cloudFormation("BuilderRole").conditions())
                .isEqualTo(Map.of("iam:PassedToService", "ec2.amazonaws.com"));
        assertThat(patterns(caller("InstanceProfile")))
                .containsExactly("arn:aws:iam::123456789012:instance-profile/*builders");
    }

    @Test
    void aBoundaryIsAskedForWhereOneIsSet() {
        assertThat(cloudFormation("ImageRole").conditions()).isEmpty();
        parameters.permissionsBoundary = "arn:aws:iam::123456789012:policy/bound";
        parameters.rolePath = "/images/";
        assertThat(cloudFormation("ImageRole").conditions())
                .isEqualTo(Map.of("iam:PermissionsBoundary", "arn:aws:iam::123456789012:policy/bound"));
        assertThat(patterns(cloudFormation("ImageRole")).get(0)).contains(":role/images/ami-io-github");
    }

    @Test
    void theServiceRoleIsPassedToCloudFormation() {
        parameters.roleArn = "arn:aws:iam::123456789012:role/images";
        assertThat(patterns(caller("ServiceRole"))).containsExactly("arn:aws:iam::123456789012:role/images");
        assertThat(caller("ServiceRole").conditions())
                .isEqualTo(Map.of("iam:PassedToService", "cloudformation.amazonaws.com"));
    }

    @Test
    void imagesAreRemovedOnlyWhenAsked() {
        assertThat(sids(CallerRights.of(project.request(), scope(), false))).doesNotContain("RemoveImages");
        assertThat(caller("RemoveImages").conditions())
                .isEqualTo(Map.of("aws:ResourceTag/ami:stack-name", parameters.stackName));
    }

    @Test
    void imagesOfAnOwnTemplateAreTaggedByTheCaller() {
        project.write("src/main/ami/template.yaml.ftl", "Resources: {}");
        assertThat(caller("TagImages").actions()).containsExactly("ec2:CreateTags");
    }

    @Test
    void whatBakedTheBaseImageIsFoundWithoutAParameter() {
        parameters.baseImage = "project:com.acme:base";
        assertThat(sids(CallerRights.of(project.request(), scope(), false)))
                .contains("Look")
                .doesNotContain("BaseImage");
    }
}
