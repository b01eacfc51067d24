package io.github.amibaker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Project;
import io.github.amibaker.request.StagingPlace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be done in S3, and in which bucket; nothing where nothing is staged. */
class StagingRightsTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
        project.parameters.stackName = "web";
        project.parameters.staging = new StagingPlace();
    }

    @Test
    void ofTheStacksOwnBucketCloudFormationMakesItAndTheCallerPutsIntoIt() {
        BakeRequest request = project.request(unstaged -> true);
        assertThat(patterns(caller(request), "Stage")).containsExactly("arn:aws:s3:::web*-stagingbucket-*/*");
        assertThat(patterns(cloudFormation(request), "StagingBucket"))
                .containsExactly("arn:aws:s3:::web*-stagingbucket-*");
        assertThat(named(caller(request), "FindBucket")).isEmpty();
    }

    @Test
    void ofAGivenBucketOnlyWhatIsBelowThePrefixAndTheStacksNameIsTouched() {
        project.parameters.staging.bucket = "acme-builds";
        project.parameters.staging.prefix = "images";
        BakeRequest request = project.request(unstaged -> true);
        assertThat(patterns(caller(request), "Stage")).containsExactly("arn:aws:s3:::acme-builds/images/web/*");
        assertThat(patterns(caller(request), "FindBucket")).containsExactly("arn:aws:s3:::acme-builds");
        assertThat(named(cloudFormation(request), "StagingBucket")).isEmpty();
    }

    @Test
    void whereAllFitsNothingOfS3IsAllowed() {
        BakeRequest request = project.request();
        assertThat(caller(request)).noneMatch(StagingRightsTest::isOfS3);
        assertThat(cloudFormation(request)).noneMatch(StagingRightsTest::isOfS3);
    }

    private static List<Right> caller(BakeRequest request) {
        return CallerRights.of(request, Scope.of(request), false);
    }

    private static List<Right> cloudFormation(BakeRequest request) {
        return CloudFormationRights.of(request, Scope.of(request));
    }

    private static boolean isOfS3(Right right) {
        return right.actions().stream().anyMatch(action -> action.startsWith("s3:"));
    }

    private static Optional<Right> named(List<Right> rights, String sid) {
        return rights.stream().filter(right -> right.sid().equals(sid)).findFirst();
    }

    private static List<String> patterns(List<Right> rights, String sid) {
        return named(rights, sid).orElseThrow().resources().stream()
                .map(Right.Resource::pattern)
                .toList();
    }
}
