package io.github.amibaker.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {
    private final Map<String, String> before = new TreeMap<>(Map.of(
            "script 10-java.sh", "a", "script 20-web.sh", "b", "file etc/motd", "c", "instanceType", "t3.small"));

    @Test
    void nothingChangedWhenNothingDid() {
        assertThat(changes(now -> {}).isEmpty()).isTrue();
    }

    @Test
    void eachIsNamed() {
        Changes changes = changes(now -> {
            now.put("script 10-java.sh", "A");
            now.put("file etc/issue", "x");
            now.put("subnetId", "subnet-1");
            now.put("instanceType", "t3.large");
        });
        assertThat(changes)
                .isEqualTo(new Changes(
                        set("file etc/issue", "subnetId"), set("script 10-java.sh", "instanceType"), set(), 0));
    }

    @Test
    void whatIsGoneIsCountedAndNamedWhereTheNamesAreKnown() {
        Map<String, String> now = new TreeMap<>(before);
        now.keySet().removeAll(List.of("script 20-web.sh", "file etc/motd"));
        SortedMap<String, String> tags = PartsTags.of(parts(before), 4);
        assertThat(Changes.between(tags, parts(now), List.of())).contains(new Changes(set(), set(), set(), 2));
        assertThat(Changes.between(tags, parts(now), List.of("file etc/motd", "script 99-never-was.sh")))
                .contains(new Changes(set(), set(), set("file etc/motd"), 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void manyFilesAreKeptByTheirFolders(int room) {
        for (int number = 0; number < 900; number++) {
            before.put("file usr/share/web/" + number % 20 + "/" + number, "x");
        }
        SortedMap<String, String> tags = PartsTags.of(parts(before), room);
        assertThat(tags.values()).hasSizeLessThanOrEqualTo(room).allMatch(value -> value.length() <= 256);
        Map<String, String> now = new TreeMap<>(before);
        now.put("file usr/share/web/7/7", "y");
        now.put("script 20-web.sh", "B");
        Changes changes = Changes.between(tags, parts(now), List.of()).orElseThrow();
        assertThat(changes).isEqualTo(new Changes(set(), set("file usr/share/web/7/", "script 20-web.sh"), set(), 0));
    }

    @Test
    void aThousandOfAKindAreOneAndSoAreAThousandKinds() {
        for (int number = 0; number < 1000; number++) {
            before.put("tag " + number, "x");
        }
        assertThat(changes(now -> now.put("tag 7", "y")).changed()).containsExactly("tag …");
        for (int number = 0; number < 1000; number++) {
            before.put("kind" + number, "x");
        }
        assertThat(changes(now -> now.put("tag 7", "y")).changed()).containsExactly("…");
        assertThat(changes(now -> {}).isEmpty()).isTrue();
    }

    @Test
    void aFileMoreInAFolderThatIsOneEntryIsAChangeOfTheFolder() {
        for (int number = 0; number < 200; number++) {
            before.put("file opt/" + number, "x");
        }
        assertThat(changes(now -> now.put("file opt/more", "x")))
                .isEqualTo(new Changes(set(), set("file opt/"), set(), 0));
    }

    @Test
    void tagsThatTellNothingAreSaidToTellNothing() {
        assertThat(PartsTags.of(parts(before), 0)).isEmpty();
        for (String spoiled : List.of("", "*", "Ag", "AQ-")) {
            assertThat(Changes.between(Map.of("ami:parts-1", spoiled), parts(before), List.of()))
                    .isEmpty();
        }
        assertThat(Changes.between(Map.of("Name", "x"), parts(before), List.of()))
                .isEmpty();
    }

    @Test
    void tagsHoldNoNamesAndOnlySixteenBitsOfAValue() {
        SortedMap<String, String> tags = PartsTags.of(parts(Map.of("environment PIN", "1234")), 4);
        assertThat(tags).containsOnlyKeys("ami:parts-1");
        assertThat(tags.get("ami:parts-1")).hasSize(8);
    }

    private Changes changes(Consumer<Map<String, String>> change) {
        Map<String, String> now = new TreeMap<>(before);
        change.accept(now);
        return Changes.between(PartsTags.of(parts(before), 4), parts(now), List.of())
                .orElseThrow();
    }

    private static Parts parts(Map<String, String> contents) {
        Parts.Collector collector = new Parts.Collector();
        contents.forEach((name, content) -> collector.add(name, content.getBytes(StandardCharsets.UTF_8)));
        return collector.parts();
    }

    private static SortedSet<String> set(String... names) {
        return new TreeSet<>(List.of(names));
    }
}
