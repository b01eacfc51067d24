package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.MachineAdvice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the root volume within the bounds that EC2's CreateVolume documents for each type. */
final class RootVolumeReader {
    /** Bounds of a type that machines boot from; sizes in GiB. Without operations the bounds of those are zero. */
    private record Bounds(int leastSize, int mostSize, int leastIops, int mostIops, int iopsPerGiB) {}

    private static final Map<String, Bounds> TYPES = new TreeMap<>(Map.of(
            "gp2", new Bounds(1, 16_384, 0, 0, 0),
            "gp3", new Bounds(1, 65_536, 3_000, 80_000, 500),
            "io1", new Bounds(4, 16_384, 100, 64_000, 50),
            "io2", new Bounds(4, 65_536, 100, 256_000, 1_000),
            "standard", new Bounds(1, 1_024, 0, 0, 0)));
    private static final Bounds UNKNOWN_TYPE = new Bounds(1, 65_536, 0, 0, 0);
    private static final String GP3 = "gp3";
    private static final int LEAST_THROUGHPUT = 125;
    private static final int MOST_THROUGHPUT = 2_000;
    private static final int IOPS_PER_THROUGHPUT = 4;
    private static final int GP3_IOPS = 3_000;

    private final Faults faults;

    private RootVolumeReader(Faults faults) {
        this.faults = faults;
    }

    static BakeRequest.RootVolume read(BakeParameters.RootVolume written, Faults faults) {
        return new RootVolumeReader(faults).read(written == null ? new BakeParameters.RootVolume() : written);
    }

    private BakeRequest.RootVolume read(BakeParameters.RootVolume written) {
        if (written.type != null && !TYPES.containsKey(written.type)) {
            faults.add(MachineAdvice.volumeType(written.type, List.copyOf(TYPES.keySet())));
            return new BakeRequest.RootVolume(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        String type = written.type == null ? "" : written.type;
        Bounds bounds = TYPES.getOrDefault(type, UNKNOWN_TYPE);
        Optional<Integer> size = number("size", written.size, type, bounds.leastSize, bounds.mostSize);
        Optional<Integer> iops = Optional.empty();
        if (written.iops != null && bounds.mostIops == 0) {
            faults.add(MachineAdvice.volumeDoesNotTake("iops", written.iops, type, "gp3, io1 or io2"));
        } else {
            iops = number("iops", written.iops, type, bounds.leastIops, bounds.mostIops);
        }
        Optional<Integer> throughput = Optional.empty();
        if (written.throughput != null && !type.equals(GP3)) {
            faults.add(MachineAdvice.volumeDoesNotTake("throughput", written.throughput, type, GP3));
        } else {
            throughput = number("throughput", written.throughput, type, LEAST_THROUGHPUT, MOST_THROUGHPUT);
        }
        if (type.startsWith("io") && written.iops == null) {
            faults.add(MachineAdvice.volumeNeedsIops(type));
        }
        checkRatios(type, bounds, size, iops, throughput);
        return new BakeRequest.RootVolume(size, Optional.ofNullable(written.type), iops, throughput);
    }

    private void checkRatios(
            String type, Bounds bounds, Optional<Integer> size, Optional<Integer> iops, Optional<Integer> throughput) {
        boolean beyondBase = iops.isPresent() && !(type.equals(GP3) && iops.get() == GP3_IOPS);
        if (size.isPresent() && beyondBase && iops.get() > (long) size.get() * bounds.iopsPerGiB) {
            faults.add(MachineAdvice.volumeRatio(
                    iops.get() + " iops on " + size.get() + " GiB", bounds.iopsPerGiB + " iops a GiB"));
        }
        int operations = iops.orElse(GP3_IOPS);
        if (throughput.isPresent() && throughput.get() * IOPS_PER_THROUGHPUT > operations) {
            faults.add(MachineAdvice.volumeRatio(
                    "a throughput of " + throughput.get() + " MiB/s with " + operations + " iops",
                    "1 MiB/s for every " + IOPS_PER_THROUGHPUT + " iops"));
        }
    }

    private Optional<Integer> number(String name, String written, String type, int least, int most) {
        if (written == null) {
            return Optional.empty();
        }
        if (!written.strip().matches("-?[0-9]{1,9}")) {
            faults.add(MachineAdvice.volumeNumber(name, written));
            return Optional.empty();
        }
        int number = Integer.parseInt(written.strip());
        if (number < least || number > most) {
            faults.add(MachineAdvice.volumeRange(name, written, type.isEmpty() ? "any kind" : type, least, most));
            return Optional.empty();
        }
        return Optional.of(number);
    }
}
