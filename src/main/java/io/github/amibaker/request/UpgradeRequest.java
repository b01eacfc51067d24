package io.github.amibaker.request;

import io.github.amibaker.advice.BaseLockAdvice;
import io.github.amibaker.advice.Faults;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an upgrade of the base image is asked to do.
 *
 * @param instanceType the builder's, where the user gives one
 */
public record UpgradeRequest(
        BakeRequest.Connection connection, BaseImage baseImage, Optional<String> instanceType, BaseLock lock) {

    /** Reads; a missing lock is a fault, as there is nothing to upgrade. */
    public static UpgradeRequest read(BakeParameters parameters, Faults faults) {
        int before = faults.list().size();
        Optional<BaseLock> lock = BaseLockReader.read(parameters, faults);
        if (lock.isEmpty() && faults.list().size() == before) {
            faults.add(BaseLockAdvice.noLock());
        }
        return new UpgradeRequest(
                ConnectionReader.read(parameters, faults),
                BaseImageReader.read(parameters, faults),
                MachineReader.read(parameters, faults).choice().instanceTypes().stream()
                        .findFirst(),
                lock.orElseGet(
                        () -> new BaseLock(parameters.basedir, Collections.unmodifiableSortedMap(new TreeMap<>()))));
    }
}
