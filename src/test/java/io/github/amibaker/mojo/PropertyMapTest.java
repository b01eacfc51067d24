package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyMapTest {
    private static final Map<String, String> POM = Map.of("Team", "web");

    @Test
    void withoutThePropertyThePomsMapIsLeftAsItIs() {
        assertThat(new PropertyMap(new MavenBuild(Path.of("p")).session(), "tags").over(POM))
                .isSameAs(POM);
        assertThat(tags("").<String>over(null)).isNull();
    }

    @Test
    void entriesOfThePropertyAreAddedAndWinOverThePoms() {
        assertThat(tags("Stage=test").over(POM)).isEqualTo(Map.of("Team", "web", "Stage", "test"));
        assertThat(tags("Team=db").over(POM)).isEqualTo(Map.of("Team", "db"));
    }

    @Test
    void aValueMayBeEmptyAndMayHoldEqualsSigns() {
        assertThat(tags("a=,b=x=y").over(null)).isEqualTo(Map.of("a", "", "b", "x=y"));
    }

    @Test
    void spacesAroundAKeyAreNotPartOfIt() {
        assertThat(tags("a=1, b=2").over(null)).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Team", "=web", "Team=web,", "Team=web,,Stage=test"})
    void anEntryThatIsNoPairIsRefusedWithBothWaysToWriteIt(String written) {
        assertThatThrownBy(() -> tags(written).over(POM))
                .isInstanceOfSatisfying(
                        BakeException.class,
                        refused -> assertThat(refused.text())
                                .contains(
                                        "-Dami.tags=key=value", "<configuration><tags>", "run the same command again"));
    }

    private static PropertyMap tags(String written) {
        return new PropertyMap(
                new MavenBuild(Path.of("p")).with("ami.tags", written).session(), "tags");
    }
}
