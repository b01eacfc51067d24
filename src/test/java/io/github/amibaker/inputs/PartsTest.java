package io.github.amibaker.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final Parts.Collector collector = new Parts.Collector();

    @Test
    void theirOrderDoesNotMatter() {
        Parts.Collector other = new Parts.Collector().add("b", bytes("2")).add("a", bytes("1"));
        assertThat(collector.add("a", bytes("1")).add("b", bytes("2")).parts().hash())
                .isEqualTo(other.parts().hash());
    }

    @Test
    void namesAndContentsDoNotRunTogether() {
        assertThat(hash("a", "bc")).isNotEqualTo(hash("ab", "c"));
        assertThat(hash("a", "b", "c")).isNotEqualTo(hash("a", "bc")).isNotEqualTo(hash("a", "b", "c", ""));
    }

    @Test
    void aNameThatIsTakenGetsANumber() {
        collector.add("script x", bytes("1")).add("script x", bytes("2")).add("script x", bytes("3"));
        assertThat(collector.parts().digests()).containsOnlyKeys("script x", "script x (2)", "script x (3)");
    }

    private static String hash(String name, String... blocks) {
        return new Parts.Collector()
                .add(name, Arrays.stream(blocks).map(PartsTest::bytes).toArray(byte[][]::new))
                .parts()
                .hash();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
