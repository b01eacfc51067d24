package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.property;
import static io.github.amibaker.template.Renderings.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Project;
import io.github.amibaker.request.StagingPlace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
    private final TemplateRenderer renderer = new TemplateRenderer();

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
    }

    private BakeRequest settled() {
        return project.request(renderer::stages);
    }

    private void noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(7).nextBytes(noise);
        project.write("src/main/ami/files/opt/noise.bin", noise);
    }

    private void staging(String when) {
        project.parameters.staging = new StagingPlace();
        project.parameters.staging.set(when);
    }

    @Test
    void isNotForWhatFits() {
        noise(4_096);
        assertThat(settled().staging().needed()).isFalse();
        assertThat(render(settled()).body()).doesNotContain("Staged", "StagingBucket");
        assertThat(render(settled()).userData()).doesNotContain("AMI_STAGED");
    }

    @Test
    void isForWhatDoesNotFit() {
        noise(12_000);
        RenderedTemplate rendered = render(settled());
        assertThat(rendered.body()).contains("StagingBucket:", "Custom::StagedObjects");
        assertThat(rendered.userData()).contains("AMI_STAGED='${Staged.Data}'");
        Map<?, ?> userData = (Map<?, ?>) property(rendered.body(), "Builder", "UserData");
        List<?> parts = (List<?>) ((List<?>) ((Map<?, ?>) userData.get("Fn::Base64")).get("Fn::Join")).get(1);
        assertThat(parts).asString().contains("Fn::GetAtt=[Staged, Data]");
    }

    @Test
    void isForAnythingWhenItShallAlwaysBeAndForNothingWhenNever() {
        staging("always");
        assertThat(settled().staging().needed()).isTrue();
        noise(12_000);
        staging("never");
        assertThat(settled().staging().needed()).isFalse();
        renderer.rehearse(settled(), project.faults);
        assertThat(project.faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.text()).contains("staged in S3 without <staging>never</staging>"));
    }

    @Test
    void usesTheBucketThatIsGivenBelowThePrefixTheStacksNameAndItsId() {
        staging("always");
        project.parameters.staging.bucket = "acme-builds";
        project.parameters.staging.prefix = "images";
        String body = render(settled()).body();
        assertThat(body).doesNotContain("Type: AWS::S3::Bucket", "Action: \"s3:PutBucketPolicy\"");
        assertThat(property(body, "StagedObjects", "Bucket")).isEqualTo("acme-builds");
        assertThat(property(body, "StagedObjects", "Own")).isEqualTo("false");
        assertThat(property(body, "StagedObjects", "Prefix")).asString().contains("images/${AWS::StackName}/${Id}/");
    }

    @Test
    void closesAndEncryptsItsOwnBucket() {
        staging("always");
        String body = render(settled()).body();
        assertThat(property(body, "StagingBucket", "PublicAccessBlockConfiguration"))
                .isEqualTo(Map.of(
                        "BlockPublicAcls", true,
                        "BlockPublicPolicy", true,
                        "IgnorePublicAcls", true,
                        "RestrictPublicBuckets", true));
        assertThat(property(body, "StagingBucket", "BucketEncryption"))
                .asString()
                .contains("AES256");
        assertThat(property(body, "StagingBucket", "Tags")).asString().contains("ami:stack-id");
    }

    @Test
    void waitsLongerForMoreButNotForever() throws IOException {
        staging("always");
        assertThat(property(render(settled()).body(), "Staged", "Timeout")).isEqualTo("3600");
        noise(1);
        try (RandomAccessFile sparse = new RandomAccessFile(
                project.file("src/main/ami/files/opt/noise.bin").toFile(), "rw")) {
            sparse.setLength(5L << 30);
        }
        assertThat(StagingTime.seconds(settled().provisioning())).isEqualTo(3_600 + 10_240);
        try (RandomAccessFile sparse = new RandomAccessFile(
                project.file("src/main/ami/files/opt/noise.bin").toFile(), "rw")) {
            sparse.setLength(60L << 30);
        }
        assertThat(StagingTime.seconds(settled().provisioning())).isEqualTo(43_200);
    }

    @Test
    void cannotBeHadOfATemplateOfOnesOwnWithoutTheNamesForIt() {
        noise(12_000);
        project.write("src/main/ami/template.yaml.ftl", """
                Resources:
                  Builder: {Type: "AWS::EC2::Instance", Properties: {UserData: [=ami.userData]}}
                Outputs:
                  ImageId: {Value: x}
                """);
        renderer.rehearse(settled(), project.faults);
        assertThat(project.faults.list()).singleElement().satisfies(fault -> {
            assertThat(fault.parameter()).isEqualTo(Parameter.PROVISION_DIRECTORY);
            assertThat(fault.text()).contains("files/opt/noise.bin", "Staged, StagedHandle and StagedObjects");
        });
    }

    @Test
    void archivesScriptsAndFilesWithTheirChecksum() throws IOException {
        noise(200_000);
        StagedArchive archive = StagedArchive.write(settled(), folder.resolve("target/ami/x.tar.gz"));
        assertThat(archive.length()).isEqualTo(Files.size(archive.file()));
        assertThat(archive.sha256())
                .isEqualTo(ContentDigest.of(io.github.amibaker.request.Bytes.of(Files.readAllBytes(archive.file()))));
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GzipCompressorInputStream(Files.newInputStream(archive.file())), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).containsExactly("files/opt/", "files/opt/noise.bin", "scripts/10-hello.sh");
    }

    @Test
    void compressesWhatIsNotCompressedYet() throws IOException {
        project.write("src/main/ami/files/a", new byte[1_000_000]);
        Path file = folder.resolve("x.tar.gz");
        assertThat(StagedArchive.write(settled(), file).length()).isLessThan(20_000);
        byte[] zip = new byte[2_000_000];
        zip[0] = 'P';
        zip[1] = 'K';
        zip[2] = 3;
        zip[3] = 4;
        project.write("src/main/ami/files/b", zip);
        assertThat(StagedArchive.write(settled(), file).length()).isGreaterThan(3_000_000);
    }

    @Test
    void leavesNoHalfAnArchiveWhenAFileGoesAwayMeanwhile() throws IOException {
        noise(200_000);
        BakeRequest request = settled();
        Files.delete(project.file("src/main/ami/files/opt/noise.bin"));
        Path file = folder.resolve("x.tar.gz");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> StagedArchive.write(request, file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("noise.bin");
        assertThat(file).doesNotExist();
    }
}
