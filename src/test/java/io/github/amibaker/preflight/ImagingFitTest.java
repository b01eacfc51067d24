package io.github.amibaker.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.ImagingParameters;
import io.github.amibaker.request.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;

class ImagingFitTest {
    private static final Image BASE = Image.builder()
            .imageId("ami-1")
            .rootDeviceName("/dev/xvda")
            .bootMode("uefi-preferred")
            .enaSupport(true)
            .blockDeviceMappings(
                    volume("/dev/xvda", 8),
                    volume("/dev/sdb", 30),
                    BlockDeviceMapping.builder()
                            .deviceName("/dev/sdc")
                            .virtualName("ephemeral0")
                            .build())
            .build();

    @TempDir
    Path folder;

    private static BlockDeviceMapping volume(String device, int size) {
        return BlockDeviceMapping.builder()
                .deviceName(device)
                .ebs(ebs -> ebs.volumeSize(size).snapshotId("snap-1").encrypted(false))
                .build();
    }

    private Faults faults(Consumer<ImagingParameters> asked) {
        Project project = new Project(folder);
        asked.accept(project.parameters.imaging);
        Faults faults = new Faults();
        new ImagingFit(project.request().imaging(), BASE, faults).check();
        return faults;
    }

    private static Consumer<ImagingParameters> volume(String bare) {
        return imaging -> {
            ImagingParameters.Volume volume = new ImagingParameters.Volume();
            volume.set(bare);
            imaging.volumes = List.of(volume);
        };
    }

    private static Consumer<ImagingParameters> attribute(Consumer<ImagingParameters.Attributes> asked) {
        return imaging -> {
            imaging.attributes = new ImagingParameters.Attributes();
            asked.accept(imaging.attributes);
        };
    }

    private void assertRefused(Parameter parameter, String what, Consumer<ImagingParameters> asked) {
        assertThat(faults(asked).list()).singleElement().satisfies(fault -> {
            assertThat(fault.parameter()).isEqualTo(parameter);
            assertThat(fault.what()).contains(what, "ami-1");
        });
    }

    @Test
    void aFurtherVolumeDoesNotTakeTheRootsPlace() {
        assertRefused(Parameter.VOLUMES, "\"/dev/xvda\" is the root volume", volume("/dev/xvda:20"));
    }

    @Test
    void aNewVolumeNeedsASizeAndOneOfTheBasesDoesNot() {
        assertRefused(Parameter.VOLUMES, "/dev/sdf has no <size>", volume("/dev/sdf"));
        assertThat(faults(volume("/dev/sdb")).isEmpty()).isTrue();
        assertThat(faults(volume("/dev/sdf:1")).isEmpty()).isTrue();
    }

    @Test
    void aVolumeOfTheBasesDoesNotShrink() {
        assertRefused(Parameter.VOLUMES, "of 29 GiB", volume("/dev/sdb:29"));
        assertThat(faults(volume("/dev/sdb:30")).isEmpty()).isTrue();
    }

    @Test
    void aVolumeOfTheBaseThatWouldStayPlainIsTold() {
        assertRefused(Parameter.ENCRYPTED, "/dev/sdb that is not encrypted", imaging -> imaging.encrypted = "true");
        assertThat(faults(volume("/dev/sdb").andThen(imaging -> imaging.encrypted = "true"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whatCreateImageCannotSetTheBaseMustHave() {
        assertRefused(Parameter.IMAGE_ATTRIBUTES, "\"uefi-preferred\"", attribute(asked -> asked.bootMode = "uefi"));
        assertRefused(Parameter.IMAGE_ATTRIBUTES, "has none", attribute(asked -> asked.tpmSupport = "v2.0"));
        assertRefused(Parameter.IMAGE_ATTRIBUTES, "\"true\"", attribute(asked -> asked.enaSupport = "false"));
        assertThat(faults(attribute(asked -> {
                            asked.bootMode = "uefi-preferred";
                            asked.enaSupport = "true";
                        }))
                        .isEmpty())
                .isTrue();
    }
}
