package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.EgressParameters;
import io.github.amibaker.request.ImagingParameters;
import java.util.List;
import java.util.Map;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.junit.jupiter.api.Test;

/** What has elements of its own in a pom reaches the request as it was written. */
class XmlBeansTest extends GoalOfMaven {
    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + """
            <rootVolume><size>20</size><type>gp3</type><iops>6000</iops><throughput>250</throughput></rootVolume>
            """ + END)
    void theRootVolumeIsABean(BakeMojo bake) {
        BakeParameters.RootVolume volume = read(bake).rootVolume;
        assertThat(volume.size).isEqualTo("20");
        assertThat(volume.type).isEqualTo("gp3");
        assertThat(volume.iops).isEqualTo("6000");
        assertThat(volume.throughput).isEqualTo("250");
    }

    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + """
            <assumeRole><roleArn>arn:aws:iam::123456789012:role/images</roleArn><externalId>acme</externalId>
            <sessionName>ci</sessionName><duration>2h</duration><mfaSerial>arn:aws:iam::123456789012:mfa/kim</mfaSerial>
            </assumeRole>
            """ + END)
    void theRoleToAssumeIsABean(BakeMojo bake) {
        assertThat(read(bake).assumeRole)
                .hasFieldOrPropertyWithValue("roleArn", "arn:aws:iam::123456789012:role/images")
                .hasFieldOrPropertyWithValue("externalId", "acme")
                .hasFieldOrPropertyWithValue("sessionName", "ci")
                .hasFieldOrPropertyWithValue("duration", "2h")
                .hasFieldOrPropertyWithValue("mfaSerial", "arn:aws:iam::123456789012:mfa/kim");
    }

    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + """
            <baseImage><owners><owner>self</owner><owner>123456789012</owner></owners><name>base-*</name>
            <architecture>arm64</architecture><rootDeviceType>ebs</rootDeviceType>
            <virtualizationType>hvm</virtualizationType><tags><Stage>live</Stage></tags></baseImage>
            <architecture>x86_64</architecture><baseLock>true</baseLock>
            """ + END)
    void theBaseImageIsAFilterWhereItHasElements(BakeMojo bake) {
        BakeParameters read = read(bake);
        assertThat(read.baseImage).isNull();
        assertThat(read.baseImageFilter.owners).containsExactly("self", "123456789012");
        assertThat(read.baseImageFilter)
                .hasFieldOrPropertyWithValue("name", "base-*")
                .hasFieldOrPropertyWithValue("architecture", "arm64")
                .hasFieldOrPropertyWithValue("rootDeviceType", "ebs")
                .hasFieldOrPropertyWithValue("virtualizationType", "hvm")
                .hasFieldOrPropertyWithValue("tags", Map.of("Stage", "live"));
        assertThat(read.architecture).isEqualTo("x86_64");
        assertThat(read.baseLock).isEqualTo("true");
    }

    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + """
            <volumes><volume><device>/dev/sdf</device><size>100</size><type>gp3</type><iops>4000</iops>
            <throughput>250</throughput><encrypted>true</encrypted><kmsKeyId>alias/a</kmsKeyId><inImage>false</inImage>
            </volume><volume>/dev/sdg:20</volume></volumes><encrypted>true</encrypted><kmsKeyId>alias/b</kmsKeyId>
            <imageAttributes><imdsSupport>v2.0</imdsSupport><description>d</description>
            <deprecateAfter>P90D</deprecateAfter><bootMode>uefi</bootMode><tpmSupport>v2.0</tpmSupport>
            <enaSupport>true</enaSupport></imageAttributes>
            <imageRoleArn>arn:role</imageRoleArn><imageFunctionArn>arn:function</imageFunctionArn>
            """ + END)
    void whatTheImageIsMadeOfIsReadElementByElement(BakeMojo bake) {
        ImagingParameters imaging = read(bake).imaging;
        assertThat(imaging)
                .hasFieldOrPropertyWithValue("encrypted", "true")
                .hasFieldOrPropertyWithValue("kmsKeyId", "alias/b")
                .hasFieldOrPropertyWithValue("roleArn", "arn:role")
                .hasFieldOrPropertyWithValue("functionArn", "arn:function");
        assertThat(imaging.volumes.get(0))
                .hasFieldOrPropertyWithValue("device", "/dev/sdf")
                .hasFieldOrPropertyWithValue("size", "100")
                .hasFieldOrPropertyWithValue("type", "gp3")
                .hasFieldOrPropertyWithValue("iops", "4000")
                .hasFieldOrPropertyWithValue("throughput", "250")
                .hasFieldOrPropertyWithValue("encrypted", "true")
                .hasFieldOrPropertyWithValue("kmsKeyId", "alias/a")
                .hasFieldOrPropertyWithValue("inImage", "false");
        assertThat(imaging.volumes.get(1)).hasFieldOrPropertyWithValue("size", "20");
        assertThat(imaging.attributes)
                .hasFieldOrPropertyWithValue("imdsSupport", "v2.0")
                .hasFieldOrPropertyWithValue("description", "d")
                .hasFieldOrPropertyWithValue("deprecateAfter", "P90D")
                .hasFieldOrPropertyWithValue("bootMode", "uefi")
                .hasFieldOrPropertyWithValue("tpmSupport", "v2.0")
                .hasFieldOrPropertyWithValue("enaSupport", "true");
    }

    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + """
            <builderProxy><http>http://a:1</http><https>http://b:2</https><noProxy>c,d</noProxy></builderProxy>
            <caCertificates><file>a.pem</file><file>b.pem</file></caCertificates>
            <keepCaCertificates>true</keepCaCertificates>
            """ + END)
    void theWayOutIsReadElementByElement(BakeMojo bake) {
        EgressParameters egress = read(bake).egress;
        assertThat(egress.proxy)
                .hasFieldOrPropertyWithValue("http", "http://a:1")
                .hasFieldOrPropertyWithValue("https", "http://b:2")
                .hasFieldOrPropertyWithValue("noProxy", "c,d");
        assertThat(egress.caCertificates).containsExactly(folder.resolve("a.pem"), folder.resolve("b.pem"));
        assertThat(egress.keepCaCertificates).isTrue();
    }

    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + "<rootVolume>20</rootVolume>" + END)
    void aBareNumberIsTheSizeOfTheRootVolume(BakeMojo bake) {
        BakeParameters.RootVolume volume = read(bake).rootVolume;
        assertThat(volume.size).isEqualTo("20");
        assertThat(volume.type).isNull();
    }

    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + """
            <files>
              <file><source>a</source><target>/a</target><owner>app</owner><group>4</group><mode>0640</mode></file>
              <file><source>b</source><target>/b</target><filtering>true</filtering></file>
            </files>
            <staging><bucket>acme</bucket><prefix>images/</prefix></staging>
            <artifact><classifier>exec</classifier><target>/opt/app.jar</target></artifact>
            """ + END)
    void filesAndTheArtifactAreBeans(BakeMojo bake) {
        BakeParameters read = read(bake);
        assertThat(read.files)
                .extracting(file -> file.source, file -> file.target, file -> file.filtering)
                .containsExactly(tuple("a", "/a", false), tuple("b", "/b", true));
        assertThat(read.files.get(0))
                .hasFieldOrPropertyWithValue("owner", "app")
                .hasFieldOrPropertyWithValue("group", "4")
                .hasFieldOrPropertyWithValue("mode", "0640");
        assertThat(read.staging.bucket).isEqualTo("acme");
        assertThat(read.staging.prefix).isEqualTo("images/");
        assertThat(read.artifact.classifier).isEqualTo("exec");
        assertThat(read.artifact.target).isEqualTo("/opt/app.jar");
    }

    @Test
    @InjectMojo(goal = "bake", pom = BEGIN + """
            <provision>
              <script>10-a.sh</script>
              <anyName>
                <name>mine</name><interpreter>python3</interpreter><environment><A>b</A></environment>
                <timeout>5m</timeout><retries>2</retries><retryPause>1s</retryPause><expectReboot>true</expectReboot>
                <inline><![CDATA[
                  kill $$; echo "${x} ${basedir} $${y}" <'EOF' && a
                    b
                ]]></inline>
              </anyName>
              <script><readyMade>ssm-agent</readyMade></script>
              <script><file>a/b.sh</file></script>
            </provision>
            """ + END)
    void theListOfScriptsIsReadAndAnInlineScriptIsLeftAsItIs(BakeMojo bake) {
        List<BakeParameters.Script> scripts = read(bake).provision;
        assertThat(scripts).hasSize(4);
        assertThat(scripts.get(0).bare).isEqualTo("10-a.sh");
        BakeParameters.Script own = scripts.get(1);
        assertThat(own.inline.strip()).isEqualTo("kill $$; echo \"${x} ${basedir} $${y}\" <'EOF' && a\n        b");
        assertThat(own.name).isEqualTo("mine");
        assertThat(own.interpreter).isEqualTo("python3");
        assertThat(own.environment).isEqualTo(Map.of("A", "b"));
        assertThat(List.of(own.timeout, own.retries, own.retryPause, own.expectReboot))
                .containsExactly("5m", "2", "1s", "true");
        assertThat(scripts.get(2).readyMade).isEqualTo("ssm-agent");
        assertThat(scripts.get(3).file).isEqualTo("a/b.sh");
    }
}
