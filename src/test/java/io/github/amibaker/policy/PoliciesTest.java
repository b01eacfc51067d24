package io.github.amibaker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rights fit the configuration. Whether they suffice is held to the request log, in {@code src/test/truth}. */
class PoliciesTest {
    @TempDir
    Path folder;

    private Project project;
    private BakeParameters parameters;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
        parameters = project.parameters;
        parameters.stackName = "ami-io-github-amibaker-it-sample-1-0-74b897f7";
        parameters.region = "eu-west-1";
        parameters.allowedAccounts = List.of("123456789012");
    }

    @Test
    void theStackIsNamedWithAccountAndRegion() {
        assertThat(patterns(caller("Stack")))
                .containsExactly("arn:aws:cloudformation:eu-west-1:123456789012:stack/"
                        + "ami-io-github-amibaker-it-sample-1-0-74b897f7/*");
    }

    @Test
    void whatIsNotKnownIsAnything() {
        parameters.region = null;
        parameters.allowedAccounts = null;
        assertThat(patterns(caller("Stack")))
                .containsExactly("arn:aws:cloudformation:*:*:stack/ami-io-github-amibaker-it-sample-1-0-74b897f7/*");
    }

    @Test
    void oneOfSeveralAccountsIsNotKnown() {
        parameters.allowedAccounts = List.of("123456789012", "210987654321");
        assertThat(patterns(caller("Stack")).get(0)).contains(":eu-west-1:*:stack/");
    }

    @Test
    void thePartitionIsTheRegions() {
        parameters.region = "cn-north-1";
        assertThat(patterns(cloudFormation("ImageFunction")).get(0)).startsWith("arn:aws-cn:lambda:cn-north-1:");
    }

    @Test
    void namesThatCloudFormationCutsAreAllowedByTheirBeginning() {
        Right role = cloudFormation("ImageRole");
        assertThat(patterns(role)).containsExactly("arn:aws:iam::123456789012:role/ami-io-github-amibaker-i*");
        assertThat(role.resources().get(0).example()).endsWith("role/ami-io-github-amibaker-i-ImageRole-AAAAAAAAAAAA");
    }

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
    void aParameterOfAwsBelongsToNobodyAndOneOfTheAccountToIt() {
        parameters.baseImage = "ssm:/aws/service/debian/release/12/latest/amd64:3";
        assertThat(patterns(caller("BaseImage")))
                .containsExactly("arn:aws:ssm:eu-west-1::parameter/aws/service/debian/release/12/latest/amd64");
        parameters.baseImage = "ssm:golden";
        assertThat(patterns(caller("BaseImage")))
                .containsExactly("arn:aws:ssm:eu-west-1:123456789012:parameter/golden");
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
    void nothingIsAllowedByAPatternOfActionsAndOnlyWhatLooksOnAnything() {
        parameters.baseImage = "ssm:/golden";
        for (List<Right> rights : List.of(
                CallerRights.of(project.request(), scope(), true),
                CloudFormationRights.of(project.request(), scope()))) {
            assertThat(rights).allSatisfy(right -> {
                assertThat(right.sid()).matches("[A-Za-z0-9]+");
                assertThat(right.actions()).isSorted().noneMatch(action -> action.contains("*"));
                if (patterns(right).contains("*")) {
                    assertThat(right.actions()).allMatch(action -> action.matches("\\w+:(Describe|List|Validate)\\w+"));
                }
            });
        }
    }

    @Test
    void aDocumentIsWhatIamTakes() throws IOException {
        List<String> documents = PolicyDocument.of(List.of(cloudFormation("BuilderEnd")));
        assertThat(documents).hasSize(1);
        Map<String, Object> document = JSON.std.mapFrom(documents.get(0));
        assertThat(document).containsOnlyKeys("Version", "Statement").containsEntry("Version", "2012-10-17");
        assertThat(document.get("Statement"))
                .isEqualTo(List.of(Map.of(
                        "Sid", "BuilderEnd",
                        "Effect", "Allow",
                        "Action", List.of("ec2:TerminateInstances"),
                        "Resource", List.of("arn:aws:ec2:eu-west-1:123456789012:instance/*"),
                        "Condition",
                                Map.of(
                                        "StringEquals",
                                        Map.of("aws:ResourceTag/ami:stack-name", parameters.stackName)))));
    }

    @Test
    void everythingAtOnceFitsIntoOneManagedPolicyEach() {
        parameters.rootVolume = new BakeParameters.RootVolume();
        parameters.rootVolume.type = "gp3";
        parameters.rootVolume.throughput = "250";
        parameters.instanceProfile = "builders";
        parameters.permissionsBoundary = "arn:aws:iam::123456789012:policy/bound";
        assertThat(PolicyDocument.of(CallerRights.of(project.request(), scope(), true)))
                .hasSize(1);
        assertThat(PolicyDocument.of(CloudFormationRights.of(project.request(), scope())))
                .hasSize(1);
    }

    @Test
    void whatIsTooLongForOneManagedPolicyIsWrittenAsSeveral() {
        List<Right> many = IntStream.range(0, 60)
                .mapToObj(i -> Right.of("Right" + i, List.of("ec2:RunInstances"), new Right.Resource("x".repeat(100))))
                .toList();
        List<String> documents = PolicyDocument.of(many);
        assertThat(documents)
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        document -> assertThat(PolicyDocument.size(document)).isBetween(1, PolicyDocument.MOST));
        assertThat(String.join("", documents))
                .contains(many.stream().map(Right::sid).toList());
    }

    @Test
    void theTrustPolicyLetsTheServiceTakeTheRole() throws IOException {
        assertThat(JSON.std
                        .mapFrom(PolicyDocument.trust("cloudformation.amazonaws.com"))
                        .get("Statement"))
                .isEqualTo(List.of(Map.of(
                        "Effect", "Allow",
                        "Principal", Map.of("Service", "cloudformation.amazonaws.com"),
                        "Action", "sts:AssumeRole")));
    }

    private Scope scope() {
        return Scope.of(project.request());
    }

    @ParameterizedTest
    @CsvSource({
        "debian-12,,,amd64",
        "debian-12-arm64,,,arm64",
        "debian-12,arm64,,arm64",
        "debian-12,,m7g.large,amd64 arm64",
        "debian-12-arm64,,m7g.large,arm64"
    })
    void aShortNameNeedsTheParametersThatItMayMean(String name, String architecture, String type, String words) {
        parameters.baseImage = name;
        parameters.architecture = architecture;
        parameters.instanceType = type;
        assertThat(patterns(caller("BaseImage")))
                .isEqualTo(Arrays.stream(words.split(" "))
                        .map(word -> "arn:aws:ssm:eu-west-1::parameter/aws/service/debian/release/12/latest/" + word)
                        .toList());
    }

    @Test
    void whatBakedTheBaseImageIsFoundWithoutAParameter() {
        parameters.baseImage = "project:com.acme:base";
        assertThat(sids(CallerRights.of(project.request(), scope(), false)))
                .contains("Look")
                .doesNotContain("BaseImage");
    }

    private Right caller(String sid) {
        return named(CallerRights.of(project.request(), scope(), true), sid);
    }

    private Right cloudFormation(String sid) {
        return named(CloudFormationRights.of(project.request(), scope()), sid);
    }

    private static Right named(List<Right> rights, String sid) {
        return rights.stream()
                .filter(right -> right.sid().equals(sid))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> sids(List<Right> rights) {
        return rights.stream().map(Right::sid).toList();
    }

    private static List<String> patterns(Right right) {
        return right.resources().stream().map(Right.Resource::pattern).toList();
    }
}
