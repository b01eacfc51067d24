package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Parameter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseLockTest {
    private static final BaseLock.Locked IMAGE =
            new BaseLock.Locked("ami-0123456789abcdef0", "al2023-ami [x] = (1)", Instant.parse("2026-11-02T09:12:46Z"));
    private static final String TEXT = """
            # The images that bakes of this module start from, written by ami-maven-plugin. Commit this file.
            # mvn ami:upgrade-base replaces them by the newest ones.

            [al2023 x86_64 in eu-west-1]
            id = ami-0123456789abcdef0
            name = al2023-ami [x] = (1)
            created = 2026-11-02T09:12:46Z

            [al2023 x86_64 in us-east-1]
            id = ami-0123456789abcdef0
            name = al2023-ami [x] = (1)
            created = 2026-11-02T09:12:46Z
            """;

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProjectWithALock() {
        project = new Project(folder);
        project.parameters.baseLock = "true";
    }

    @Test
    void withoutAFileItIsEmptyAndLiesBesideTheScripts() {
        BaseLock lock = project.request().baseLock().orElseThrow();
        assertThat(lock.images()).isEmpty();
        assertThat(lock.file()).isEqualTo(folder.resolve("src/main/ami/base.lock"));
    }

    @Test
    void anyOtherWordIsItsPathAndFalseIsNone() {
        project.parameters.baseLock = "locks/base";
        assertThat(project.request().baseLock().orElseThrow().file()).isEqualTo(folder.resolve("locks/base"));
        project.parameters.baseLock = "false";
        assertThat(project.request().baseLock()).isEmpty();
        project.parameters.baseLock = null;
        assertThat(project.request().baseLock()).isEmpty();
    }

    @Test
    void whatWasWrittenIsReadAndWrittenTheSame() {
        BaseLock empty = project.request().baseLock().orElseThrow();
        BaseImage image = new BaseImage.ByShortName(PublishedImage.AL2023, Optional.empty());
        String there = BaseLock.key(image, Optional.of("x86_64"), "us-east-1");
        String here = BaseLock.key(image, Optional.of("x86_64"), "eu-west-1");
        assertThat(empty.with(there, IMAGE).with(here, IMAGE).text()).isEqualTo(TEXT);
        project.write("src/main/ami/base.lock", TEXT);
        BaseLock read = project.request().baseLock().orElseThrow();
        assertThat(read.find(here)).contains(IMAGE);
        assertThat(read.text()).isEqualTo(TEXT);
    }

    @Test
    void anImageWithoutANameIsReadBack() {
        String nameless = TEXT.replace("name = al2023-ami [x] = (1)", "name = ");
        project.write("src/main/ami/base.lock", nameless);
        assertThat(project.request().baseLock().orElseThrow().text()).isEqualTo(nameless);
    }

    @Test
    void linesOfAnotherSystemAndBlankOnesDoNotMatter() {
        project.write("src/main/ami/base.lock", TEXT.replace("\n", "  \r\n\r\n"));
        assertThat(project.request().baseLock().orElseThrow().text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "created = 2026-11-02T09:12:46Z, created = yesterday, 7 has no time",
        "id = ami-0123456789abcdef0, id = ami-1, 5 has no AMI id",
        "id = ami-0123456789abcdef0, <<<<<<< HEAD, 5 is of a merge that was not ended",
        "id = ami-0123456789abcdef0, '# id', 4 is not followed by id",
        "id = ami-0123456789abcdef0, id: ami-0123456789abcdef0, 5 is not known",
        "name =, colour =, 6 is not known",
        "[al2023 x86_64 in us-east-1], [al2023 x86_64 in eu-west-1], 9 names what stands there already",
        "[al2023 x86_64 in eu-west-1], al2023, 4 is not known"
    })
    void aLineThatIsWrongIsToldWithItsNumber(String right, String wrong, String told) {
        project.write("src/main/ami/base.lock", TEXT.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
        project.read();
        Fault fault = project.faults.list().get(0);
        assertThat(fault.parameter()).isEqualTo(Parameter.BASE_LOCK);
        assertThat(fault.text()).contains("base.lock\" cannot be read: line " + told, "-Dami.baseLock");
    }

    @Test
    void aBinaryFileIsNoLock() {
        project.write("src/main/ami/base.lock", new byte[] {(byte) 0xff, (byte) 0xfe});
        project.read();
        assertThat(project.faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.text()).contains("no text in UTF-8"));
    }
}
