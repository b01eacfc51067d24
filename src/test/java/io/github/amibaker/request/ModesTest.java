package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModesTest {
    @ParameterizedTest(name = "{1} under umask {0} is {2}")
    @CsvSource({
        "022, 0644, 0644",
        "022, 0664, 0644",
        "022, 0775, 0755",
        "002, 0664, 0644",
        "027, 0640, 0644",
        "027, 0750, 0755",
        "077, 0600, 0644",
        "077, 0700, 0755",
        "022, 0600, 0600",
        "022, 0640, 0640",
        "022, 0777, 0777",
        "022, 01777, 01777",
        "022, 04755, 04755",
        "002, 04775, 04755",
    })
    void whatTheUmaskMadeIsMadeTheSameEverywhereAndWhatWasMeantStays(String umask, String mode, String plain) {
        assertThat(Integer.toOctalString(new Modes(Integer.parseInt(umask, 8)).plain(Integer.parseInt(mode, 8))))
                .isEqualTo(Integer.toOctalString(Integer.parseInt(plain, 8)));
    }
}
