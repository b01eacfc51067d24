package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.RESOLUTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.EgressParameters;
import io.github.amibaker.request.ImagingParameters;
import io.github.amibaker.request.PlacedFile;
import io.github.amibaker.request.Project;
import io.github.amibaker.request.Resolution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What shapes the image changes the hash of its inputs (DESIGN 8). */
class InputsDifferTest extends InputsOfTests {
    static Stream<Arguments> changes() {
        return Stream.of(
                change("a script's bytes", p -> p.script("10-hello.sh", "#!/bin/sh\necho hello!\n")),
                change("another script", p -> p.script("20-more.sh", "#!/bin/sh\n")),
                change("a file's bytes", p -> p.write("src/main/ami/files/etc/motd", "ho")),
                change("a file's mode", p -> mode(p, "src/main/ami/files/etc/motd", "rw-r-----")),
                change("a file in a place of its own", p -> placed(p)),
                change("the artifact", p -> artifact(p, "x", 1, "b")),
                change("another file", p -> p.write("src/main/ami/files/etc/x", "")),
                change("the template", p -> p.write("src/main/ami/template.yaml.ftl", Templates.OWN)),
                change("the version", p -> p.parameters.version = "2"),
                change("the stack's name", p -> p.parameters.stackName = "mine"),
                change("the image's name", p -> p.parameters.imageName = "mine"),
                change("the signal", p -> p.parameters.signal = "resource"),
                change("a secret", p -> p.parameters.environment = Map.of("A", "ssm-secure:/a")),
                change("another secret", p -> p.parameters.environment = Map.of("A", "ssm-secure:/b")),
                change("the timeout", p -> p.parameters.provisionTimeout = "31m"),
                change("the subnet", p -> p.parameters.subnetId = "subnet-01234567"),
                change("the groups", p -> p.parameters.securityGroupIds = List.of("sg-01234567")),
                change("the profile of the instance", p -> p.parameters.instanceProfile = "x"),
                change("no public address", p -> p.parameters.associatePublicIp = false),
                change("a public address", p -> p.parameters.associatePublicIp = true),
                change("the boundary", p -> p.parameters.permissionsBoundary = "arn:aws:iam::aws:policy/X"),
                change("the path", p -> p.parameters.rolePath = "/x/"),
                change("a tag", p -> p.parameters.tags = Map.of("a", "b")),
                change("another tag", p -> p.parameters.tags = Map.of("a", "c")),
                change("a variable", p -> p.parameters.environment = Map.of("A", "b")),
                change("a template's variable", p -> p.parameters.templateVariables = Map.of("a", "b")),
                change("the volume's size", p -> volume(p).size = "9"),
                change("the volume's type", p -> volume(p).type = "gp2"),
                change("a proxy", p -> {
                    p.parameters.egress.proxy = new EgressParameters.Proxy();
                    p.parameters.egress.proxy.set("http://proxy:3128");
                }),
                change("a certificate", p -> trust(p)),
                change("a certificate that stays", p -> {
                    trust(p);
                    p.parameters.egress.keepCaCertificates = true;
                }),
                change("another volume", p -> further(p)),
                change("that volume's size", p -> further(p).size = "21"),
                change("a volume that is left out", p -> further(p).inImage = "false"),
                change("a volume that is encrypted", p -> further(p).encrypted = "true"),
                change("encryption", p -> p.parameters.imaging.encrypted = "true"),
                change("a key", p -> p.parameters.imaging.kmsKeyId = "alias/a"),
                change("IMDSv2", p -> attributes(p).imdsSupport = "v2.0"),
                change("a description", p -> attributes(p).description = "mine"),
                change("its deprecation", p -> attributes(p).deprecateAfter = "P90D"),
                change(
                        "a function of the user's",
                        p -> p.parameters.imaging.functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:f"));
    }

    private static PlacedFile placed(Project project) {
        PlacedFile file = new PlacedFile();
        file.set("src/main/ami/files/etc/motd=/x");
        project.parameters.files = List.of(file);
        return file;
    }

    @Test
    void differByEachWordOfAPlacedFile() {
        Stream<Consumer<PlacedFile>> words = Stream.of(
                file -> {},
                file -> file.target = "/y",
                file -> file.owner = "1000",
                file -> file.group = "daemon",
                file -> file.mode = "0600");
        assertThat(words.map(word -> {
                    Project project = project("placed");
                    word.accept(placed(project));
                    return inputs(project);
                }))
                .doesNotHaveDuplicates();
    }

    private static BakeParameters.RootVolume volume(Project project) {
        project.parameters.rootVolume = new BakeParameters.RootVolume();
        return project.parameters.rootVolume;
    }

    private static void trust(Project project) {
        project.parameters.egress.caCertificates =
                List.of(Path.of("src/test/resources/certificates/corporate.pem").toAbsolutePath());
    }

    private static ImagingParameters.Volume further(Project project) {
        ImagingParameters.Volume volume = new ImagingParameters.Volume();
        volume.set("/dev/sdf:20");
        project.parameters.imaging.volumes = List.of(volume);
        return volume;
    }

    private static ImagingParameters.Attributes attributes(Project project) {
        project.parameters.imaging.attributes = new ImagingParameters.Attributes();
        return project.parameters.imaging.attributes;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void differWhenOneOfThemDoes(String name, Consumer<Project> change) {
        Project changed = project("changed");
        change.accept(changed);
        assertThat(inputs(changed)).isNotEqualTo(inputs(project("as it was")));
    }

    @Test
    void differByBaseImageAndInstanceType() {
        Project project = project("x");
        assertThat(Stream.of(RESOLUTION, resolved("ami-11111111", "t3.small"), resolved("ami-11111111", "t3.large"))
                        .map(resolution -> new TemplateRenderer()
                                .render(project.request(), resolution)
                                .inputs()))
                .doesNotHaveDuplicates();
    }

    @Test
    void differWhenAnIncludedFileDoes() {
        Project project = project("x");
        project.write("src/main/ami/template.yaml.ftl", "<#include 'part.ftl'>\n" + Templates.OWN);
        project.write("src/main/ami/part.ftl", "# one\n");
        String one = inputs(project);
        project.write("src/main/ami/part.ftl", "# two\n");
        assertThat(inputs(project)).isNotEqualTo(one);
    }

    private static Resolution resolved(String image, String type) {
        return Renderings.resolution(image, "x86_64", type, Optional.empty());
    }
}
