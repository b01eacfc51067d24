package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.console.Console;
import io.github.amibaker.request.BaseImage;
import io.github.amibaker.request.BaseLock;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the base image's name means now, whatever a lock has. */
public final class BaseImageNow {
    private final AwsClients clients;
    private final Console console;
    private final InstantSource clock;

    /** Asks with these clients; the console is warned of an image that is deprecated, or will be soon. */
    public BaseImageNow(AwsClients clients, Console console, InstantSource clock) {
        this.clients = clients;
        this.console = console;
        this.clock = clock;
    }

    /**
     * The image, and under what it is to stand in the lock; the builder's types have to run it.
     *
     * @return empty with a fault
     */
    public Optional<Map.Entry<String, BaseLock.Locked>> find(
            BaseImage base, List<String> instanceTypes, BaseLock lock, Faults faults) {
        BaseLock nothing = new BaseLock(lock.file(), Collections.unmodifiableSortedMap(new TreeMap<>()));
        Optional<BaseImageLookup.Found> found =
                new BaseImageLookup(clients, clock).find(base, instanceTypes, Optional.of(nothing), faults);
        if (!instanceTypes.isEmpty()) {
            new InstanceTypeCheck(clients).find(instanceTypes, found, faults);
        }
        found.flatMap(one -> BaseImageAge.warning(one, base, clock.instant())).ifPresent(console::warn);
        return found.flatMap(BaseImageLookup.Found::toBeLocked);
    }
}
