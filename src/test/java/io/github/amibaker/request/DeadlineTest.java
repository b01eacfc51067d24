package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Faults;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {
    private final Faults faults = new Faults();

    @ParameterizedTest
    @CsvSource({"90m,5400", "24h,86400", "P2D,172800", "30m,1800", "P366D,31622400"})
    void isRead(String written, long seconds) {
        assertThat(Deadline.read(written, Duration.ofMinutes(30), faults)).hasSeconds(seconds);
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void isADayWhenNothingIsWrittenWhichIsLongerThanAnyProvisioning() {
        assertThat(Deadline.read(null, ProvisionTimeout.MOST, faults)).hasHours(24);
        assertThat(faults.isEmpty()).isTrue();
    }
}
