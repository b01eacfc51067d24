package io.github.amibaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Parameter;
import io.github.amibaker.template.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadmeTest {
    @ParameterizedTest
    @EnumSource
    void readmeTellsEveryNameOfTheModel(ModelName name) throws IOException {
        assertThat(readme()).contains("| `" + name.text() + "` | " + name.description() + " |");
    }

    @ParameterizedTest
    @EnumSource
    void readmeNamesEveryParameter(Parameter parameter) throws IOException {
        assertThat(readme()).contains("`" + parameter.xml() + "`");
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
