package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.BakeParameters;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.junit.jupiter.api.Test;

/** What stands in a pom reaches the request as it was written. */
class XmlConfigurationTest extends GoalOfMaven {
    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + END)
    void whatIsLeftOutHasItsDefaultOrIsLeftToTheRequest(BakeMojo bake) {
        BakeParameters read = read(bake);
        assertThat(read.signal).isEqualTo("handle");
        assertThat(read.teardown).isEqualTo("on-clean");
        assertThat(read.onFailure).isEqualTo("rollback");
        assertThat(read.provisionTimeout).isEqualTo("30m");
        assertThat(read.deadline).isEqualTo("24h");
        assertThat(read.provisionDirectory).isEqualTo(folder.resolve("src/main/ami/provision"));
        assertThat(read.filesDirectory).isEqualTo(folder.resolve("src/main/ami/files"));
        assertThat(read.propertiesFile).isEqualTo(folder.resolve("target/ami.properties"));
        assertThat(read.manifestFile).isEqualTo(folder.resolve("target/ami.json"));
        assertThat(read.force).isFalse();
        assertThat(read.simulateRights).isTrue();
        assertThat(read)
                .hasAllNullFieldsOrPropertiesExcept(
                        "groupId",
                        "artifactId",
                        "version",
                        "basedir",
                        "buildDirectory",
                        "ownStackName",
                        "ownImageName",
                        "deregister",
                        "signal",
                        "teardown",
                        "onFailure",
                        "provisionTimeout",
                        "deadline",
                        "provisionDirectory",
                        "filesDirectory",
                        "files",
                        "artifact",
                        "staging",
                        "maven",
                        "propertiesFile",
                        "manifestFile",
                        "force",
                        "simulateRights",
                        "allowedAccounts",
                        "securityGroupIds",
                        "assumeRole",
                        "mfaCode",
                        "rootVolume",
                        "provision",
                        "egress",
                        "imaging",
                        "subnetFilter");
    }

    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + END)
    void theProjectGoesAlong(BakeMojo bake) {
        BakeParameters read = read(bake);
        assertThat(read.groupId).isEqualTo("com.acme");
        assertThat(read.artifactId).isEqualTo("web");
        assertThat(read.version).isEqualTo("1.0");
        assertThat(read.basedir).isEqualTo(folder);
        assertThat(read.buildDirectory).isEqualTo(folder.resolve("target"));
    }

    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + """
            <region>ap-northeast-2</region><profile>images</profile><endpoint>http://127.0.0.1:4566</endpoint>
            <baseImage>ami-0123456789abcdef0</baseImage><imageName>web-1</imageName><stackName>web</stackName>
            <instanceType>m7i.large</instanceType><subnetId>subnet-01234567</subnetId><spot>0.05</spot>
            <instanceProfile>builder</instanceProfile><associatePublicIp>false</associatePublicIp>
            <roleArn>arn:aws:iam::123456789012:role/r</roleArn>
            <permissionsBoundary>arn:aws:iam::aws:policy/P</permissionsBoundary><rolePath>/images/</rolePath><simulateRights>false</simulateRights>
            <signal>resource</signal><provisionTimeout>2h</provisionTimeout>
            <teardown>after-bake</teardown><onFailure>keep</onFailure><force>true</force>
            <timeout>45m</timeout><deadline>8h</deadline>
            """ + END)
    void textsArriveAsTheyWereWritten(BakeMojo bake) {
        assertThat(read(bake))
                .hasFieldOrPropertyWithValue("region", "ap-northeast-2")
                .hasFieldOrPropertyWithValue("profile", "images")
                .hasFieldOrPropertyWithValue("endpoint", "http://127.0.0.1:4566")
                .hasFieldOrPropertyWithValue("baseImage", "ami-0123456789abcdef0")
                .hasFieldOrPropertyWithValue("imageName", "web-1")
                .hasFieldOrPropertyWithValue("stackName", "web")
                .hasFieldOrPropertyWithValue("instanceType", "m7i.large")
                .hasFieldOrPropertyWithValue("subnetId", "subnet-01234567")
                .hasFieldOrPropertyWithValue("spot", "0.05")
                .hasFieldOrPropertyWithValue("instanceProfile", "builder")
                .hasFieldOrPropertyWithValue("associatePublicIp", false)
                .hasFieldOrPropertyWithValue("roleArn", "arn:aws:iam::123456789012:role/r")
                .hasFieldOrPropertyWithValue("permissionsBoundary", "arn:aws:iam::aws:policy/P")
                .hasFieldOrPropertyWithValue("rolePath", "/images/")
                .hasFieldOrPropertyWithValue("simulateRights", false)
                .hasFieldOrPropertyWithValue("signal", "resource")
                .hasFieldOrPropertyWithValue("provisionTimeout", "2h")
                .hasFieldOrPropertyWithValue("teardown", "after-bake")
                .hasFieldOrPropertyWithValue("onFailure", "keep")
                .hasFieldOrPropertyWithValue("force", true)
                .hasFieldOrPropertyWithValue("timeout", "45m")
                .hasFieldOrPropertyWithValue("deadline", "8h");
    }

    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + """
            <provisionDirectory>scripts</provisionDirectory><filesDirectory>overlay</filesDirectory>
            <template>own.yaml</template><propertiesFile>out/a.properties</propertiesFile>
            <manifestFile>out/a.json</manifestFile>
            """ + END)
    void pathsBeginAtTheProjectsFolder(BakeMojo bake) {
        assertThat(read(bake))
                .hasFieldOrPropertyWithValue("provisionDirectory", folder.resolve("scripts"))
                .hasFieldOrPropertyWithValue("filesDirectory", folder.resolve("overlay"))
                .hasFieldOrPropertyWithValue("template", folder.resolve("own.yaml"))
                .hasFieldOrPropertyWithValue("propertiesFile", folder.resolve("out/a.properties"))
                .hasFieldOrPropertyWithValue("manifestFile", folder.resolve("out/a.json"));
    }

    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + """
            <securityGroupIds><id>sg-01234567</id><id>sg-89abcdef</id></securityGroupIds>
            <environment><HEAP>2g</HEAP></environment>
            <templateVariables><team>web</team></templateVariables>
            <tags><Team>web</Team><Stage>test</Stage></tags>
            """ + END)
    void listsAndMapsAreFilledElementByElement(BakeMojo bake) {
        BakeParameters read = read(bake);
        assertThat(read.securityGroupIds).containsExactly("sg-01234567", "sg-89abcdef");
        assertThat(read.environment).isEqualTo(Map.of("HEAP", "2g"));
        assertThat(read.templateVariables).isEqualTo(Map.of("team", "web"));
        assertThat(read.tags).isEqualTo(Map.of("Team", "web", "Stage", "test"));
    }
}
