package io.github.amibaker.recipe;

import io.github.amibaker.advice.BaseLockAdvice;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.console.Console;
import io.github.amibaker.preflight.Preflight;
import io.github.amibaker.record.LockFile;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BaseLock;
import io.github.amibaker.request.BaseLockReader;
import java.io.IOException;

/** Writes what a base image was found to mean, so that later bakes keep to it. */
final class BaseLocking {
    private final Console console;

    BaseLocking(Console console) {
        this.console = console;
    }

    /** Locks what preflight found, where the user wants a lock and it does not have that yet. */
    void lock(BakeRequest request, Preflight preflight) {
        request.baseLock()
                .ifPresent(lock -> preflight.toBeLocked().ifPresent(found -> {
                    add(lock, found.getKey(), found.getValue());
                    console.info(BaseLockAdvice.locked(
                            found.getKey(),
                            found.getValue().id(),
                            found.getValue().name(),
                            lock.file()));
                }));
    }

    /** Bakes side by side in this build may share the file, so that it is read again first. */
    static void add(BaseLock lock, String key, BaseLock.Locked image) {
        synchronized (BaseLocking.class) {
            Faults faults = new Faults();
            BaseLock now = BaseLockReader.read(lock.file(), faults).orElse(lock);
            faults.throwIfAny();
            try {
                LockFile.write(now.with(key, image).text(), lock.file());
            } catch (IOException failed) {
                throw BaseLockAdvice.lockNotWritten(lock.file(), failed);
            }
        }
    }
}
