package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.pom.BaseImageParameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseImageReaderTest {
    private static final String AMAZON = "/aws/service/ami-amazon-linux-latest/";
    private static final String UBUNTU = "/aws/service/canonical/ubuntu/server/";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
        project.parameters.baseImage = null;
    }

    @ParameterizedTest
    @CsvSource({
        "al2023, " + AMAZON + "al2023-ami-kernel-default-x86_64, " + AMAZON + "al2023-ami-kernel-default-arm64",
        "al2023-minimal, " + AMAZON + "al2023-ami-minimal-kernel-default-x86_64, " + AMAZON
                + "al2023-ami-minimal-kernel-default-arm64",
        "ubuntu-22.04, " + UBUNTU + "22.04/stable/current/amd64/hvm/ebs-gp2/ami-id, " + UBUNTU
                + "22.04/stable/current/arm64/hvm/ebs-gp2/ami-id",
        "ubuntu-24.04, " + UBUNTU + "24.04/stable/current/amd64/hvm/ebs-gp3/ami-id, " + UBUNTU
                + "24.04/stable/current/arm64/hvm/ebs-gp3/ami-id",
        "debian-12, /aws/service/debian/release/12/latest/amd64, /aws/service/debian/release/12/latest/arm64",
        "debian-13, /aws/service/debian/release/13/latest/amd64, /aws/service/debian/release/13/latest/arm64",
        "windows-2022, /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base,",
        "windows-2025, /aws/service/ami-windows-latest/Windows_Server-2025-English-Full-Base,"
    })
    void aShortNameIsAParameterOfItsPublisher(String name, String ofX86, String ofArm) {
        project.parameters.baseImage = name;
        BaseImage.ByShortName read = (BaseImage.ByShortName) project.request().baseImage();
        assertThat(read.image().parameter("x86_64")).isEqualTo(ofX86);
        assertThat(read.image().isFor("arm64")).isEqualTo(ofArm != null);
        if (ofArm != null) {
            assertThat(read.image().parameter("arm64")).isEqualTo(ofArm);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "al2023,,",
        "al2023-x86_64,,x86_64",
        "al2023-minimal-arm64,,arm64",
        "debian-12,arm64,arm64",
        "debian-12-arm64,arm64,arm64",
        "windows-2022-x86_64,,x86_64",
        "ami-0123456789abcdef0,arm64,arm64",
        "ssm:/team/base,x86_64,x86_64",
        "project:com.acme:base,arm64,arm64"
    })
    void theArchitectureIsTheLastWordOfAShortNameOrTheParameter(String name, String parameter, String read) {
        project.parameters.baseImage = name;
        project.parameters.architecture = parameter;
        assertThat(project.request().baseImage().architecture()).isEqualTo(Optional.ofNullable(read));
    }

    @Test
    void aProjectIsNamedWithAndWithoutVersion() {
        project.parameters.baseImage = "project:com.acme:base";
        assertThat(project.request().baseImage())
                .isEqualTo(new BaseImage.ByProject("com.acme", "base", Optional.empty(), Optional.empty()))
                .returns("project:com.acme:base", BaseImage::text);
        project.parameters.baseImage = "project:com.acme:web:0.9";
        assertThat(project.request().baseImage())
                .isEqualTo(new BaseImage.ByProject("com.acme", "web", Optional.of("0.9"), Optional.empty()));
    }

    @Test
    void aFilterReadsTheSameInWhicheverOrderItIsWritten() {
        project.parameters.baseImageFilter = filter(List.of("self", "123456789012", "self"));
        BaseImage read = project.request().baseImage();
        project.parameters.baseImageFilter = filter(List.of("123456789012", "self"));
        assertThat(project.request().baseImage()).isEqualTo(read);
        assertThat(read.text())
                .isEqualTo("owners=123456789012,self name=base-* rootDeviceType=ebs virtualizationType=hvm tag:A=1"
                        + " tag:Stage=live*");
        assertThat(read.architecture()).contains("arm64");
    }

    @Test
    void onlyAnIdMeansTheSameForGood() {
        project.parameters.baseImage = "ami-0123456789abcdef0";
        assertThat(project.request().baseImage().moves()).isFalse();
        project.parameters.baseImage = "ssm:/team/base";
        assertThat(project.request().baseImage().moves()).isTrue();
    }

    private static BaseImageParameter filter(List<String> owners) {
        BaseImageParameter filter = new BaseImageParameter();
        filter.owners = owners;
        filter.name = "base-*";
        filter.architecture = "arm64";
        filter.rootDeviceType = "ebs";
        filter.virtualizationType = "hvm";
        filter.tags = Map.of("Stage", "live*", "A", "1");
        return filter;
    }
}
