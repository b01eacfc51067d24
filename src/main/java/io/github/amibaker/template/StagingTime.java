package io.github.amibaker.template;

import io.github.amibaker.request.BakeRequest.Provisioning;
import io.github.amibaker.request.PayloadFile;
import java.time.Duration;

/** How long a stack waits for its client to stage scripts and files, before it gives up and goes. */
final class StagingTime {
    /** Enough for whoever killed the client to think and run it again. */
    private static final long LEAST = Duration.ofHours(1).toSeconds();
    /** As CloudFormation has it. */
    private static final long MOST = Duration.ofHours(12).toSeconds();
    /** A slow line's bytes a second. */
    private static final long SLOW = 512 * 1024L;

    private StagingTime() {}

    static long seconds(Provisioning provisioning) {
        return Math.min(MOST, LEAST + bytes(provisioning) / SLOW);
    }

    /** All that may have to be staged, uncompressed. */
    static long bytes(Provisioning provisioning) {
        long scripts = provisioning.scripts().stream()
                .mapToLong(script -> script.content().length())
                .sum();
        return scripts
                + provisioning.files().stream()
                        .map(PayloadFile::content)
                        .mapToLong(content -> content.length())
                        .sum();
    }
}
