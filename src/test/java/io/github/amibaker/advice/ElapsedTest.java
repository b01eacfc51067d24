package io.github.amibaker.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {

    @ParameterizedTest
    @CsvSource({
        "PT-5S, 0.0 s",
        "PT0.449S, 0.4 s",
        "PT9.99S, 9.9 s",
        "PT10S, 10 s",
        "PT59.9S, 59 s",
        "PT1M, 1 min",
        "PT3M20S, 3 min 20 s",
        "PT1H5M59S, 1 h 5 min",
        "PT12H, 12 h",
        "P2DT3H, 2 d 3 h"
    })
    void aDurationIsSaidInTwoUnitsAtMost(Duration duration, String said) {
        assertThat(Elapsed.text(duration)).isEqualTo(said);
    }
}
