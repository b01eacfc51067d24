package io.github.amibaker.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.Resolution;
import io.github.amibaker.stack.FakeTime;
import io.github.amibaker.stack.RecordingConsole;
import java.time.Instant;
import java.util.Optional;

/** A preflight of a request, in a cloud that a test furnishes. */
abstract class Preflighted {
    final CloudOfTests cloud = new CloudOfTests();
    final RequestOfTests request = new RequestOfTests();
    final Faults faults = new Faults();
    final RecordingConsole console = new RecordingConsole();
    final FakeTime clock = new FakeTime(Instant.parse("2026-11-23T10:00:00Z"));
    final Preflight preflight = new Preflight(cloud.clients(), console, clock);

    Optional<Resolution> resolve() {
        return preflight
                .caller(request.build(), faults)
                .flatMap(caller -> preflight.resolve(request.build(), caller, faults));
    }

    void assertFault(Parameter parameter, String text) {
        assertThat(faults.list()).hasSize(1);
        assertThat(faults.list().get(0).parameter()).isEqualTo(parameter);
        assertThat(faults.list().get(0).what()).contains(text);
    }
}
