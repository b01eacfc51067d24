package io.github.amibaker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.amibaker.request.BakeParameters;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rights fit the configuration. Whether they suffice is held to the request log, in {@code src/test/truth}. */
class PoliciesTest extends PoliciesOfTests {
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
    void aParameterOfAwsBelongsToNobodyAndOneOfTheAccountToIt() {
        parameters.baseImage = "ssm:/aws/service/debian/release/12/latest/amd64:3";
        assertThat(patterns(caller("BaseImage")))
                .containsExactly("arn:aws:ssm:eu-west-1::parameter/aws/service/debian/release/12/latest/amd64");
        parameters.baseImage = "ssm:golden";
        assertThat(patterns(caller("BaseImage")))
                .containsExactly("arn:aws:ssm:eu-west-1:123456789012:parameter/golden");
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
}
