package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Parameter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootVolumeTest {
    @TempDir
    Path folder;

    private Project with(String size, String type, String iops, String throughput) {
        Project project = new Project(folder);
        project.parameters.rootVolume = new BakeParameters.RootVolume();
        project.parameters.rootVolume.size = size;
        project.parameters.rootVolume.type = type;
        project.parameters.rootVolume.iops = iops;
        project.parameters.rootVolume.throughput = throughput;
        return project;
    }

    @ParameterizedTest
    @CsvSource({
        "0,,,,<size>",
        "65537,,,,<size>",
        "20GB,,,,<size>",
        "-1,,,,<size>",
        "3,io1,100,,<size>",
        "16385,gp2,,,<size>",
        ",gp4,,,gp4",
        "200,st1,,,st1",
        ",,3000,,<iops>",
        ",gp2,3000,,<iops>",
        ",gp3,2999,,<iops>",
        ",gp3,80001,,<iops>",
        ",gp3,many,,<iops>",
        "10,gp3,5001,,5001 iops on 10 GiB",
        ",io2,,,io2",
        ",gp2,,125,<throughput>",
        ",gp3,,124,<throughput>",
        ",gp3,9000,2001,<throughput>",
        ",gp3,,751,751 MiB/s with 3000 iops",
    })
    void isRefused(String size, String type, String iops, String throughput, String shown) {
        Project project = with(size, type, iops, throughput);
        project.read();
        assertThat(project.faults.list()).singleElement().satisfies(fault -> {
            assertThat(fault.parameter()).isEqualTo(Parameter.ROOT_VOLUME);
            assertThat(fault.what()).contains(shown);
        });
    }

    @ParameterizedTest
    @CsvSource({"8,,,", "1,gp3,3000,125", "160,gp3,80000,2000", "4,io2,4000,", "1024,standard,,", ",gp2,,"})
    void isTaken(String size, String type, String iops, String throughput) {
        BakeRequest.RootVolume volume =
                with(size, type, iops, throughput).request().machine().rootVolume();
        assertThat(volume.isSet()).isTrue();
        assertThat(volume.size().map(String::valueOf).orElse(null)).isEqualTo(size);
        assertThat(volume.iops().map(String::valueOf).orElse(null)).isEqualTo(iops);
    }

    @Test
    void isThatOfTheBaseImageWhenNothingIsWritten() {
        assertThat(with(null, null, null, null).request().machine().rootVolume().isSet())
                .isFalse();
    }
}
