package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvisionTimeoutTest {
    private final Faults faults = new Faults();

    @ParameterizedTest
    @CsvSource({
        "90s,90",
        "30m,1800",
        "2h,7200",
        "1h30m,5400",
        "1h1m1s,3661",
        "PT30M,1800",
        "pt1h,3600",
        "12h,43200",
        "1s,1"
    })
    void isRead(String written, long seconds) {
        assertThat(ProvisionTimeout.read(written, faults)).hasSeconds(seconds);
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void isHalfAnHourWhenNothingIsWritten() {
        assertThat(ProvisionTimeout.read(null, faults)).hasMinutes(30);
    }
}
