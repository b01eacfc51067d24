package io.github.amibaker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On spot a request is made, and a role that cancels it. */
class SpotRightsTest {
    private static final String REQUESTS = "arn:aws:ec2:eu-west-1:123456789012:spot-instances-request/*";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
        project.parameters.region = "eu-west-1";
        project.parameters.allowedAccounts = List.of("123456789012");
    }

    @Test
    void whoDoesNotAskForSpotNeedsNothingOfIt() {
        assertThat(cloudFormation()).doesNotContainKeys("SpotRole", "SpotOfTheAccount", "BuilderVolume");
        assertThat(patterns(cloudFormation().get("Builder"))).doesNotContain(REQUESTS);
    }

    @Test
    void theRequestIsMadeAndTaggedWithTheInstance() {
        project.parameters.spot = "true";
        assertThat(cloudFormation()).containsKeys("BuilderVolume", "SpotRole", "SpotRoleEnd", "SpotRolePassed");
        assertThat(patterns(cloudFormation().get("Builder"))).contains(REQUESTS);
        assertThat(patterns(cloudFormation().get("BuilderTags"))).contains(REQUESTS);
    }

    @Test
    void theAccountsOwnRoleForSpotIsNotNeededWhereItIsThere() {
        project.parameters.spot = "0.05";
        Right account = cloudFormation().get("SpotOfTheAccount");
        assertThat(account.needed()).isFalse();
        assertThat(account.conditions()).isEqualTo(Map.of("iam:AWSServiceName", "spot.amazonaws.com"));
    }

    @Test
    void whoWatchesMayLookWhetherTheBuilderWasTakenBackAndTellTheStack() {
        assertThat(caller()).doesNotContainKeys("LookForInterruptions", "TellInterruptions");
        project.parameters.spot = "true";
        assertThat(caller()).containsKey("LookForInterruptions").doesNotContainKey("TellInterruptions");
        project.parameters.signal = "resource";
        Right tell = caller().get("TellInterruptions");
        assertThat(tell.actions()).containsExactly("cloudformation:SignalResource");
        assertThat(patterns(tell))
                .allMatch(arn -> arn.contains(":stack/" + project.request().stackName() + "/"));
        assertThat(caller().values())
                .filteredOn(right -> right.sid().endsWith("Interruptions"))
                .noneMatch(Right::needed);
    }

    @Test
    void aRoleOfTheUsersEndsRequestsTooInPlaceOfOneInTheStack() {
        project.parameters.spot = "true";
        project.parameters.imaging.roleArn = "arn:aws:iam::123456789012:role/imager";
        assertThat(cloudFormation()).doesNotContainKeys("SpotRole", "ImageRole");
        Map<String, Right> image = bySid(ImageRights.of(project.request(), Scope.of(project.request())));
        assertThat(image).containsKeys("LookForSpotRequests", "TagSpotRequests");
        assertThat(image.get("CancelSpotRequests").conditions()).containsKey("aws:ResourceTag/ami:stack-id");
        assertThat(image.get("EndWhatTheyLaunched").conditions()).isEqualTo(Map.of("ec2:InstanceMarketType", "spot"));
    }

    private Map<String, Right> caller() {
        return bySid(CallerRights.of(project.request(), Scope.of(project.request()), false));
    }

    private Map<String, Right> cloudFormation() {
        return bySid(CloudFormationRights.of(project.request(), Scope.of(project.request())));
    }

    private static Map<String, Right> bySid(List<Right> rights) {
        return rights.stream().collect(Collectors.toMap(Right::sid, right -> right));
    }

    private static List<String> patterns(Right right) {
        return right.resources().stream().map(Right.Resource::pattern).toList();
    }
}
