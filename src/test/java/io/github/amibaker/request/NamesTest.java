package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {
    @TempDir
    Path folder;

    private BakeRequest of(String groupId, String artifactId, String version) {
        Project project = new Project(folder);
        project.parameters.groupId = groupId;
        project.parameters.artifactId = artifactId;
        project.parameters.version = version;
        return project.request();
    }

    @Test
    void theStackIsNamedAfterTheProject() {
        assertThat(of("com.acme", "web", "1.0-SNAPSHOT").stackName())
                .matches("ami-com-acme-web-1-0-SNAPSHOT-[0-9a-f]{8}")
                .isEqualTo(of("com.acme", "web", "1.0-SNAPSHOT").stackName());
    }

    @Test
    void projectsThatLookTheSameOnceCleanedGetDifferentStacks() {
        assertThat(of("com.acme", "web", "1").stackName())
                .isNotEqualTo(of("com-acme", "web", "1").stackName());
        assertThat(of("a-b", "c", "1").stackName())
                .isNotEqualTo(of("a", "b-c", "1").stackName());
    }

    @Test
    void longProjectsGetLegalStacksThatDiffer() {
        String one = of("g".repeat(200), "a", "1").stackName();
        String other = of("g".repeat(200), "b", "1").stackName();
        assertThat(one).matches("[A-Za-z][A-Za-z0-9-]{0,127}").isNotEqualTo(other);
    }

    @Test
    void theImagesPrefixIsLegalAndLeavesRoomForASuffix() {
        assertThat(of("g", "w_e.b", "1.0+build~7").imageNamePrefix()).isEqualTo("w_e.b-1.0-build-7");
        assertThat(of("g", "a".repeat(300), "1").imageNamePrefix()).hasSize(128 - 13);
    }

    @Test
    void namesOfTheUsersAreKept() {
        Project project = new Project(folder);
        project.parameters.stackName = "Mine-1";
        project.parameters.imageName = "it's (mine) [v1]/@_";
        BakeRequest request = project.request();
        assertThat(request.stackName()).isEqualTo("Mine-1");
        assertThat(request.imageName()).contains("it's (mine) [v1]/@_");
    }
}
