package io.github.amibaker.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTextTest {
    private final ConsoleText text = new ConsoleText();

    @Test
    void aLineIsGivenOnce() {
        assertThat(lines("one\ntwo\n")).containsExactly("one", "two");
        assertThat(lines("one\ntwo\nthree\n")).containsExactly("three");
    }

    @Test
    void theSameOutputAgainGivesNothing() {
        lines("one\n");

        assertThat(lines("one\n")).isEmpty();
    }

    @Test
    void outputThatFellOutAtTheFrontIsNotMissed() {
        lines("line 1\nline 2\nline 3\n");

        assertThat(lines("e 2\nline 3\nline 4\n")).containsExactly("line 4");
    }

    @Test
    void equalLinesAreToldApartFromRepetition() {
        lines("tick\ntick\n");

        assertThat(lines("tick\ntick\ntick\n")).containsExactly("tick");
    }

    @Test
    void outputThatHasNothingInCommonWithTheLastIsAllNew() {
        lines("aaa\n");

        assertThat(lines("bbb\n")).containsExactly("bbb");
    }

    @Test
    void anOlderSnapshotGivesNothing() {
        lines("one\ntwo\n");

        assertThat(lines("one\n")).isEmpty();
        assertThat(lines("one\ntwo\nthree\n")).containsExactly("three");
    }

    @Test
    void aLineWaitsUntilItIsComplete() {
        assertThat(lines("one\ntw")).containsExactly("one");
        assertThat(lines("one\ntwo\n")).containsExactly("two");
    }

    @Test
    void theLastLineIsGivenWhenNothingMoreComes() {
        lines("one\ntw");

        assertThat(text.rest()).containsExactly("tw");
        assertThat(text.rest()).isEmpty();
    }

    @Test
    void aCharacterThatWasCutInTwoComesOutWhole() {
        byte[] bytes = "빌더\n".getBytes(StandardCharsets.UTF_8);

        assertThat(text.lines(Arrays.copyOf(bytes, 4))).isEmpty();
        assertThat(text.lines(bytes)).containsExactly("빌더");
    }

    @Test
    void coloursAreTakenOff() {
        assertThat(lines("\u001b[1;32mgreen\u001b[0m \u001b]0;title\u0007end\n"))
                .containsExactly("green end");
    }

    @Test
    void ofALineThatWasDrawnAgainAndAgainTheLastStands() {
        assertThat(lines("10%\r50%\r100%\r\n")).containsExactly("100%");
    }

    @Test
    void bytesThatAreNoTextDoNoHarm() {
        byte[] bytes = {'a', 0, 7, (byte) 0xff, 8, 'b', (byte) 0xe2, (byte) 0x80, (byte) 0xae, 'c', '\n'};

        assertThat(text.lines(bytes)).containsExactly("a?bc");
    }

    @Test
    void sixtyFourKilobytesThatMoveOnGiveExactlyTheNewLines() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            all.append("line ").append(i).append('\n');
        }
        String before = all.substring(0, 150_000);
        String after = all.substring(0, 170_000);
        lines(before.substring(before.length() - 65_536));

        List<String> fresh = lines(after.substring(after.length() - 65_536));

        assertThat(fresh.get(0)).isEqualTo(lineAt(all.toString(), 150_000));
        assertThat(fresh).doesNotHaveDuplicates().hasSizeBetween(1_500, 2_500);
    }

    private static String lineAt(String all, int position) {
        int begin = all.lastIndexOf('\n', position - 1) + 1;
        return all.substring(begin, all.indexOf('\n', position));
    }

    private List<String> lines(String output) {
        return text.lines(output.getBytes(StandardCharsets.UTF_8));
    }
}
