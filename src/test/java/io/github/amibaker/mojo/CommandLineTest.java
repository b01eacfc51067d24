package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.amibaker.request.BakeParameters;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.junit.jupiter.api.Test;

/** What {@code -D} says reaches the request, the kinds that Maven treats each in its own way. */
class CommandLineTest extends GoalOfMaven {
    private static final String POM = """
            <project><build><plugins><plugin><artifactId>ami-maven-plugin</artifactId><configuration>
            <environment><HEAP>2g</HEAP><STAGE>test</STAGE></environment>
            </configuration></plugin></plugins></build></project>
            """;

    @Override
    MavenBuild build() {
        return super.build()
                .with("ami.baseImage", "ami-0123456789abcdef0")
                .with("ami.associatePublicIp", "true")
                .with("ami.force", "true")
                .with("ami.template", "own.yaml")
                .with("ami.securityGroupIds", "sg-01234567,sg-89abcdef")
                .with("ami.rootVolume", "20")
                .with("ami.files", "conf/a=b.yaml=/etc/a.yaml,conf=/etc/conf")
                .with("ami.artifact", "/opt/app.jar")
                .with("ami.assumeRole", "arn:aws:iam::123456789012:role/images")
                .with("ami.builderProxy", "http://proxy:3128")
                .with("ami.caCertificates", "a.pem,b.pem")
                .with("ami.volumes", "/dev/sdf:100,/dev/sdg:20")
                .with("ami.imageAttributes", "v2.0")
                .with("ami.staging", "never")
                .with("ami.environment", "HEAP=4g")
                .with("ami.tags", "Team=web,Stage=test")
                .with("ami.templateVariables", "team=web");
    }

    @Test
    @InjectMojo(goal = "bake")
    void everyKindOfParameterIsRead(BakeMojo bake) {
        BakeParameters read = read(bake);
        assertThat(read.baseImage).isEqualTo("ami-0123456789abcdef0");
        assertThat(read.associatePublicIp).isTrue();
        assertThat(read.force).isTrue();
        assertThat(read.template).isEqualTo(folder.resolve("own.yaml"));
        assertThat(read.securityGroupIds).containsExactly("sg-01234567", "sg-89abcdef");
        assertThat(read.tags).isEqualTo(Map.of("Team", "web", "Stage", "test"));
        assertThat(read.templateVariables).isEqualTo(Map.of("team", "web"));
    }

    @Test
    @InjectMojo(goal = "bake")
    void aNumberForTheRootVolumeIsItsSize(BakeMojo bake) {
        assertThat(read(bake).rootVolume.size).isEqualTo("20");
    }

    @Test
    @InjectMojo(goal = "bake")
    void filesAreSourcesAndTargetsAndTheArtifactIsItsTarget(BakeMojo bake) {
        BakeParameters read = read(bake);
        assertThat(read.files)
                .extracting(file -> file.source, file -> file.target)
                .containsExactly(tuple("conf/a=b.yaml", "/etc/a.yaml"), tuple("conf", "/etc/conf"));
        assertThat(read.artifact.target).isEqualTo("/opt/app.jar");
        assertThat(read.staging.when).isEqualTo("never");
    }

    @Test
    @InjectMojo(goal = "bake")
    void anArnForTheRoleToAssumeIsItsArn(BakeMojo bake) {
        assertThat(read(bake).assumeRole.roleArn).isEqualTo("arn:aws:iam::123456789012:role/images");
    }

    @Test
    @InjectMojo(goal = "bake")
    void volumesAreTheirDevicesAndSizes(BakeMojo bake) {
        assertThat(read(bake).egress.proxy.http).isEqualTo("http://proxy:3128");
        assertThat(read(bake).egress.caCertificates).hasSize(2);
        assertThat(read(bake).imaging.volumes)
                .extracting(volume -> volume.device, volume -> volume.size)
                .containsExactly(tuple("/dev/sdf", "100"), tuple("/dev/sdg", "20"));
        assertThat(read(bake).imaging.attributes.imdsSupport).isEqualTo("v2.0");
    }

    @Test
    @InjectMojo(goal = "bake", pom = POM)
    void aMapIsLaidOverThatOfThePom(BakeMojo bake) {
        assertThat(read(bake).environment).isEqualTo(Map.of("HEAP", "4g", "STAGE", "test"));
    }
}
