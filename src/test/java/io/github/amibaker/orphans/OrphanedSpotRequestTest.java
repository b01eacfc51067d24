package io.github.amibaker.orphans;

import static io.github.amibaker.orphans.FakeRegion.tags;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.stack.FakeCloudFormation;
import io.github.amibaker.stack.FakeTime;
import io.github.amibaker.stack.RecordingConsole;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.SpotInstanceRequest;

/** A request that outlived its stack, and goes on to launch builders. */
class OrphanedSpotRequestTest {
    private static final Map<String, String> MARKED =
            Map.of("ami:stack-name", "ami-demo", "ami:stack-id", FakeCloudFormation.ARN);

    private final FakeRegion region = new FakeRegion();
    private final RecordingConsole console = new RecordingConsole();

    @Test
    void isCancelledAndWhatItLaunchedIsTerminatedThoughThatCarriesNoTag() throws InterruptedException {
        region.spotRequests.add(request("sir-1", "open", "i-2"));
        region.spotRequests.add(request("sir-2", "cancelled", "i-1"));
        FakeTime time = new FakeTime(BEGIN);
        Orphans orphans = new Orphans(region.clients(), console, time, time);
        orphans.list();
        assertThat(console.all).anyMatch(line -> line.startsWith("  spot request") && line.endsWith("  open"));
        orphans.delete();
        assertThat(region.deleted).containsExactly("sir-1", "i-2");
    }

    private static SpotInstanceRequest request(String id, String state, String instance) {
        return SpotInstanceRequest.builder()
                .spotInstanceRequestId(id)
                .state(state)
                .instanceId(instance)
                .createTime(BEGIN.minusSeconds(7200))
                .tags(tags(MARKED))
                .build();
    }
}
