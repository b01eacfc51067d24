package io.github.amibaker.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    @TempDir
    Path folder;

    private static BakeRecord bake(String name) {
        return new BakeRecord(
                Optional.empty(),
                "ami-0123456789abcdef0",
                name,
                "eu-west-1",
                "ami-0fedcba9876543210",
                "x86_64",
                "arn:aws:cloudformation:eu-west-1:000000000001:stack/ami-demo/1",
                "ami-demo",
                Instant.parse("2026-11-23T05:06:07Z"),
                new TreeMap<>(java.util.Map.of("Name", name)),
                List.of("snap-1"),
                "abc",
                List.of("file etc/motd"),
                List.of(
                        new BakeRecord.Event(
                                Instant.parse("2026-11-23T05:00:00Z"),
                                "Builder",
                                "AWS::EC2::Instance",
                                "CREATE_COMPLETE",
                                ""),
                        new BakeRecord.Event(
                                Instant.parse("2026-11-23T05:00:01Z"),
                                "Image",
                                "Custom::AMI",
                                "CREATE_FAILED",
                                "no \"room\"")));
    }

    @Test
    void propertiesAreSortedWithoutDateAndEndLinesWithLineFeeds() throws IOException {
        Path file = folder.resolve("new/ami.properties");
        assertThat(ResultProperties.write(List.of(bake("demo-1")), file)).isTrue();
        assertThat(Files.readString(file)).isEqualTo("""
                        ami.architecture=x86_64
                        ami.baseImageId=ami-0fedcba9876543210
                        ami.created=2026-11-23T05\\:06\\:07Z
                        ami.id=ami-0123456789abcdef0
                        ami.name=demo-1
                        ami.region=eu-west-1
                        ami.stackId=arn\\:aws\\:cloudformation\\:eu-west-1\\:000000000001\\:stack/ami-demo/1
                        ami.stackName=ami-demo
                        """);
    }

    @Test
    void awkwardNamesAreReadBackAsTheyWere() throws IOException {
        String name = " a=b: #c\\d 'é' \u2603";
        Path file = folder.resolve("ami.properties");
        ResultProperties.write(List.of(bake(name)), file);
        Properties read = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            read.load(in);
        }
        assertThat(read.getProperty("ami.name")).isEqualTo(name);
    }

    @Test
    void unchangedFilesAreNotRewritten() throws IOException {
        Path file = folder.resolve("ami.properties");
        ResultProperties.write(List.of(bake("demo")), file);
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, longAgo);
        assertThat(ResultProperties.write(List.of(bake("demo")), file)).isFalse();
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
        assertThat(ResultProperties.write(List.of(bake("other")), file)).isTrue();
    }

    @Test
    void manifestHoldsTagsSnapshotsAndEvents() throws IOException {
        Path file = folder.resolve("ami.json");
        Manifest.write(List.of(bake("demo \"x\"")), file);
        var read = JSON.std.mapFrom(Files.readString(file));
        assertThat(read).containsEntry("id", "ami-0123456789abcdef0").containsEntry("snapshots", List.of("snap-1"));
        assertThat(read.get("tags")).isEqualTo(java.util.Map.of("Name", "demo \"x\""));
        assertThat((List<?>) read.get("events"))
                .hasSize(2)
                .last()
                .hasToString(
                        "{time=2026-11-23T05:00:01Z, resource=Image, type=Custom::AMI, status=CREATE_FAILED, reason=no \"room\"}");
    }

    @Test
    void whatIsHalfWrittenIsMended() throws IOException {
        Path file = folder.resolve("ami.properties");
        ResultProperties.write(List.of(bake("demo")), file);
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, 40));
        assertThat(ResultProperties.write(List.of(bake("demo")), file)).isTrue();
        assertThat(file).hasContent(whole);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceStaysADevice() throws IOException {
        // By a link, so that code that moves a file over it harms no device.
        Path device = Files.createSymbolicLink(folder.resolve("ami.properties"), Path.of("/dev/null"));
        assertThat(ResultProperties.write(List.of(bake("demo")), device)).isTrue();
        assertThat(device).isSymbolicLink();
    }

    @Test
    void nothingHalfWrittenIsLeftWhenTheFileCannotBeReplaced() throws IOException {
        Path file = folder.resolve("ami.properties");
        Files.createDirectories(file.resolve("in the way"));
        assertThatThrownBy(() -> ResultProperties.write(List.of(bake("demo")), file))
                .isInstanceOf(IOException.class);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }
}
