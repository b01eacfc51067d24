package io.github.amibaker.recipe;

import io.github.amibaker.advice.BaseLockAdvice;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.preflight.BaseImageNow;
import io.github.amibaker.preflight.CallerCheck;
import io.github.amibaker.request.BaseLock;
import io.github.amibaker.request.UpgradeRequest;
import java.util.Map;
import java.util.Optional;

/** The recipe of {@code ami:upgrade-base}: the lock gets what the base image's name means now. */
final class BaseUpgrade {
    private final UpgradeRequest request;
    private final AwsClients clients;
    private final Tools tools;

    BaseUpgrade(UpgradeRequest request, AwsClients clients, Tools tools) {
        this.request = request;
        this.clients = clients;
        this.tools = tools;
    }

    void run() {
        if (!request.baseImage().moves()) {
            tools.console().info(BaseLockAdvice.nothingMoves(request.baseImage().text()));
            return;
        }
        Faults faults = new Faults();
        new CallerCheck(clients, tools.console()).find(request.connection(), faults);
        faults.throwIfAny();
        Optional<Map.Entry<String, BaseLock.Locked>> found = new BaseImageNow(clients, tools.console(), tools.clock())
                .find(request.baseImage(), request.instanceTypes(), request.lock(), faults);
        faults.throwIfAny();
        move(found.orElseThrow().getKey(), found.orElseThrow().getValue());
    }

    private void move(String key, BaseLock.Locked image) {
        Optional<BaseLock.Locked> before = request.lock().find(key);
        if (before.filter(image::equals).isPresent()) {
            tools.console().info(BaseLockAdvice.newestAlready(key, image.id(), image.name(), image.created()));
            return;
        }
        BaseLocking.add(request.lock(), key, image);
        tools.console()
                .info(before.map(old -> BaseLockAdvice.upgraded(key, told(old), told(image)))
                        .orElseGet(() -> BaseLockAdvice.locked(
                                key, image.id(), image.name(), request.lock().file())));
    }

    private static String told(BaseLock.Locked image) {
        return BaseLockAdvice.image(image.id(), image.name(), image.created());
    }
}
