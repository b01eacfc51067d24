package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.ORPHANS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrphansWordTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "Delete", "yes"})
    void anUnknownWordForOrphansIsRefusedAndNothingIsDeleted(String word) {
        Project project = new Project(folder);
        project.parameters.orphans = word;
        CleanRequest read = new BakeRequestReader().readClean(project.parameters, false, false, project.faults);
        assertThat(read.orphans()).isEqualTo(CleanRequest.Orphans.LIST);
        assertThat(project.faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.text())
                        .contains("\"" + word + "\"", ORPHANS.path(), "-Dami.orphans=delete", "mvn ami:clean"));
    }

    @ParameterizedTest
    @CsvSource({",LEAVE", "false,LEAVE", "true,LIST", "list,LIST", "delete,DELETE"})
    void theWordsForOrphansAreRead(String word, CleanRequest.Orphans meant) {
        Project project = new Project(folder);
        project.parameters.orphans = word;
        assertThat(new BakeRequestReader()
                        .readClean(project.parameters, false, false, project.faults)
                        .orphans())
                .isEqualTo(meant);
        assertThat(project.faults.isEmpty()).isTrue();
    }
}
