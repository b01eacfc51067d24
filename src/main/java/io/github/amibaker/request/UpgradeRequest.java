package io.github.amibaker.request;

import io.github.amibaker.advice.BaseLockAdvice;
import io.github.amibaker.advice.Faults;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an upgrade of the base image is asked to do.
 *
 * @param instanceTypes the builder's, where the user gives any
 */
public record UpgradeRequest(
        BakeRequest.Connection connection, BaseImage baseImage, List<String> instanceTypes, BaseLock lock) {

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
                MachineReader.read(parameters, faults).choice().instanceTypes(),
                lock.orElseGet(
                        () -> new BaseLock(parameters.basedir, Collections.unmodifiableSortedMap(new TreeMap<>()))));
    }
}
