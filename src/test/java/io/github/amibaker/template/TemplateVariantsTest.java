package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.RESOLUTION;
import static io.github.amibaker.template.Renderings.SPOT;
import static io.github.amibaker.template.Renderings.at;
import static io.github.amibaker.template.Renderings.resolution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.ImagingParameters;
import io.github.amibaker.request.Project;
import io.github.amibaker.request.Resolution;
import io.github.amibaker.request.StagingPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape of the built-in template; they are left under target/templates for cfn-lint to read. */
class TemplateVariantsTest {
    @TempDir
    Path folder;

    static Stream<Arguments> variants() {
        return Stream.of(
                variant("small", project -> {}),
                variant("resource-signal", project -> project.parameters.signal = "resource"),
                variant("large", TemplateVariantsTest::large),
                variant("network", project -> network(project.parameters)),
                variant("public-address", project -> project.parameters.associatePublicIp = true),
                variant("private-address-in-subnet", project -> {
                    network(project.parameters);
                    project.parameters.associatePublicIp = false;
                }),
                variant("root-volume", project -> {
                    project.parameters.rootVolume = new BakeParameters.RootVolume();
                    project.parameters.rootVolume.size = "40";
                    project.parameters.rootVolume.type = "gp3";
                    project.parameters.rootVolume.iops = "6000";
                }),
                variant("root-volume-with-throughput", project -> {
                    project.parameters.rootVolume = new BakeParameters.RootVolume();
                    project.parameters.rootVolume.type = "gp3";
                    project.parameters.rootVolume.iops = "6000";
                    project.parameters.rootVolume.throughput = "500";
                }),
                variant("volumes", project -> volumes(project.parameters.imaging, "250")),
                variant("volumes-of-the-instance", project -> volumes(project.parameters.imaging, null)),
                variant("attributes", project -> {
                    project.parameters.imaging.attributes = new ImagingParameters.Attributes();
                    project.parameters.imaging.attributes.imdsSupport = "v2.0";
                    project.parameters.imaging.attributes.deprecateAfter = "P90D";
                    project.parameters.imaging.attributes.description = "all of it";
                }),
                variant("spot", project -> project.parameters.spot = "0.05"),
                variant("spot-with-all-that-touches-it", project -> {
                    project.parameters.spot = "true";
                    project.parameters.signal = "resource";
                    project.parameters.rolePath = "/builds/";
                    project.parameters.permissionsBoundary = "arn:aws:iam::111122223333:policy/edge";
                    volumes(project.parameters.imaging, "250");
                }),
                variant("roles", project -> {
                    project.parameters.rolePath = "/builds/";
                    project.parameters.permissionsBoundary = "arn:aws:iam::111122223333:policy/edge";
                    project.parameters.instanceProfile = "builders";
                }),
                variant("windows", project -> {
                    secrets(project.parameters);
                    assertThat(project.file("src/main/ami/provision/10-hello.sh")
                                    .toFile()
                                    .delete())
                            .isTrue();
                    project.script("10-hello.ps1", "Write-Output hello");
                }),
                variant("secrets", project -> {
                    secrets(project.parameters);
                    project.parameters.rolePath = "/builds/";
                    project.parameters.permissionsBoundary = "arn:aws:iam::111122223333:policy/edge";
                }),
                variant("secrets-with-a-profile", project -> {
                    secrets(project.parameters);
                    project.parameters.instanceProfile = "builders";
                }),
                variant("staged", project -> staged(project, null)),
                variant("staged-in-a-given-bucket", project -> staged(project, "acme-builds")),
                variant("names-and-tags", project -> {
                    project.parameters.imageName = "it's (mine) [v1]/@_";
                    project.parameters.gitCommit = "0a1b2c3d";
                    project.parameters.tags =
                            Map.of("Name", "플랫폼 @home", "größe", "a=b: c - d", "yes", "no", "0x1", "1e3", "empty", "");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void isATemplateWithEverythingABakeNeeds(String name, Consumer<Project> shape) throws IOException {
        Project project = new Project(folder);
        shape.accept(project);
        boolean inSubnet = project.parameters.subnetId != null;
        String body = new TemplateRenderer()
                .render(
                        project.request(new TemplateRenderer()::stages),
                        project.parameters.spot != null ? SPOT : inSubnet ? inVpc() : RESOLUTION)
                .body();
        keep(name, body);
        assertThat(at(body, "Resources"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsKeys("Builder", "Provisioned", "ImageRole", "ImageFunctionLogs", "ImageFunction", "Image");
        assertThat(at(body, "Outputs", "ImageId", "Value"))
                .isEqualTo(Map.of("Fn::GetAtt", List.of("Image", "ImageId")));
        assertThat(waitsFor((Map<?, ?>) at(body, "Resources", "Image")))
                .as("a builder that never signalled is not imaged")
                .contains("Provisioned");
    }

    /** What a resource names, so that CloudFormation makes it only when that is complete. */
    private static Stream<String> waitsFor(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().flatMap(entry -> switch (String.valueOf(entry.getKey())) {
                case "DependsOn" ->
                    entry.getValue() instanceof List<?> list
                            ? list.stream().map(String::valueOf)
                            : Stream.of(String.valueOf(entry.getValue()));
                case "Ref" -> Stream.of(String.valueOf(entry.getValue()));
                case "Fn::GetAtt" -> Stream.of(String.valueOf(((List<?>) entry.getValue()).get(0)));
                default -> waitsFor(entry.getValue());
            });
        }
        return value instanceof List<?> list ? list.stream().flatMap(TemplateVariantsTest::waitsFor) : Stream.empty();
    }

    private static void keep(String name, String body) throws IOException {
        Path templates = Files.createDirectories(Path.of("target/templates"));
        Files.writeString(templates.resolve(name + ".yaml"), body);
    }

    private static void staged(Project project, String bucket) {
        project.parameters.staging = new StagingPlace();
        project.parameters.staging.when = "always";
        project.parameters.staging.bucket = bucket;
    }

    private static void secrets(BakeParameters parameters) {
        parameters.environment = Map.of(
                "A", "ssm-secure:/team/a",
                "B", "secretsmanager:team/b",
                "C", "secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:c-Ab12Cd");
    }

    private static void volumes(ImagingParameters imaging, String throughput) {
        ImagingParameters.Volume data = new ImagingParameters.Volume();
        data.set("/dev/sdf:100");
        data.type = "gp3";
        data.throughput = throughput;
        ImagingParameters.Volume scratch = new ImagingParameters.Volume();
        scratch.set("/dev/sdg:20");
        scratch.inImage = "false";
        imaging.volumes = List.of(data, scratch);
        imaging.kmsKeyId = "alias/images";
    }

    private static void network(BakeParameters parameters) {
        parameters.subnetId = "subnet-0123456789abcdef0";
        parameters.securityGroupIds = List.of("sg-01234567", "sg-0123456789abcdef0");
    }

    /** As much as fits: scripts that do not compress, all the tags there can be. */
    private static void large(Project project) {
        byte[] noise = new byte[3_500];
        new Random(1).nextBytes(noise);
        byte[] script = new byte[noise.length + 10];
        System.arraycopy("#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, script, 0, 10);
        System.arraycopy(noise, 0, script, 10, noise.length);
        project.write("src/main/ami/provision/20-noise.sh", script);
        project.parameters.tags =
                IntStream.range(0, 40).boxed().collect(Collectors.toMap(i -> "key-" + i, i -> "value of the tag " + i));
    }

    private static Resolution inVpc() {
        return resolution("arm64", "t4g.small", Optional.of("vpc-0123456789abcdef0"));
    }

    private static Arguments variant(String name, Consumer<Project> shape) {
        return arguments(name, shape);
    }
}
