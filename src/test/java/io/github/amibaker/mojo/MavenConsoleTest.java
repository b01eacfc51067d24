package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MavenConsoleTest {
    private final LinesOfLog log = new LinesOfLog();
    private final MavenConsole console = new MavenConsole(log);

    @Test
    void everyLineOfATextGetsMavensPrefix() {
        console.info("one\ntwo");
        console.warn("three\nfour");
        console.error("five\nsix");
        assertThat(log.lines)
                .containsExactly(
                        "[INFO] one", "[INFO] two", "[WARNING] three", "[WARNING] four", "[ERROR] five", "[ERROR] six");
    }

    @Test
    void whatIsForDebuggingIsSaidOnlyWhenMavenWantsIt() {
        console.debug("silent");
        log.debug = true;
        console.debug("spoken");
        assertThat(log.lines).containsExactly("[DEBUG] spoken");
    }
}
