package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.VolumeAdvice;
import io.github.amibaker.advice.VolumeAdvice.Subject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a volume within the bounds that EC2's CreateVolume documents for each type. */
final class VolumeReader {
    /** Bounds of a type; sizes in GiB. Without operations the bounds of those are zero. */
    private record Bounds(int leastSize, int mostSize, int leastIops, int mostIops, int iopsPerGiB) {}

    private static final Map<String, Bounds> TYPES = new TreeMap<>(Map.of(
            "gp2", new Bounds(1, 16_384, 0, 0, 0),
            "gp3", new Bounds(1, 65_536, 3_000, 80_000, 500),
            "io1", new Bounds(4, 16_384, 100, 64_000, 50),
            "io2", new Bounds(4, 65_536, 100, 256_000, 1_000),
            "standard", new Bounds(1, 1_024, 0, 0, 0)));
    /** No machine boots from these. */
    private static final Map<String, Bounds> FURTHER_TYPES =
            new TreeMap<>(Map.of("sc1", new Bounds(125, 16_384, 0, 0, 0), "st1", new Bounds(125, 16_384, 0, 0, 0)));

    private static final Bounds UNKNOWN_TYPE = new Bounds(1, 65_536, 0, 0, 0);
    private static final String GP3 = "gp3";
    private static final int LEAST_THROUGHPUT = 125;
    private static final int MOST_THROUGHPUT = 2_000;
    private static final int IOPS_PER_THROUGHPUT = 4;
    private static final int GP3_IOPS = 3_000;

    private final Faults faults;
    private final Subject subject;
    private final Map<String, Bounds> types;

    private VolumeReader(Faults faults, Subject subject) {
        this.faults = faults;
        this.subject = subject;
        this.types = new TreeMap<>(TYPES);
        if (!subject.equals(Subject.ROOT)) {
            types.putAll(FURTHER_TYPES);
        }
    }

    /** @param subject which volume it is, for what is told of it */
    static BakeRequest.RootVolume read(BakeParameters.RootVolume written, Subject subject, Faults faults) {
        return new VolumeReader(faults, subject).read(written == null ? new BakeParameters.RootVolume() : written);
    }

    private BakeRequest.RootVolume read(BakeParameters.RootVolume written) {
        if (written.type != null && !types.containsKey(written.type)) {
            faults.add(VolumeAdvice.type(subject, written.type, types.keySet()));
            return new BakeRequest.RootVolume(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        String type = written.type == null ? "" : written.type;
        Bounds bounds = types.getOrDefault(type, UNKNOWN_TYPE);
        Optional<Integer> size = number("size", written.size, type, bounds.leastSize, bounds.mostSize);
        Optional<Integer> iops = Optional.empty();
        if (written.iops != null && bounds.mostIops == 0) {
            faults.add(VolumeAdvice.doesNotTake(subject, "iops", written.iops, type, "gp3, io1 or io2"));
        } else {
            iops = number("iops", written.iops, type, bounds.leastIops, bounds.mostIops);
        }
        Optional<Integer> throughput = Optional.empty();
        if (written.throughput != null && !type.equals(GP3)) {
            faults.add(VolumeAdvice.doesNotTake(subject, "throughput", written.throughput, type, GP3));
        } else {
            throughput = number("throughput", written.throughput, type, LEAST_THROUGHPUT, MOST_THROUGHPUT);
        }
        if (type.startsWith("io") && written.iops == null) {
            faults.add(VolumeAdvice.needsIops(subject, type));
        }
        checkRatios(type, bounds, size, iops, throughput);
        return new BakeRequest.RootVolume(size, Optional.ofNullable(written.type), iops, throughput);
    }

    private void checkRatios(
            String type, Bounds bounds, Optional<Integer> size, Optional<Integer> iops, Optional<Integer> throughput) {
        boolean beyondBase = iops.isPresent() && !(type.equals(GP3) && iops.get() == GP3_IOPS);
        if (size.isPresent() && beyondBase && iops.get() > (long) size.get() * bounds.iopsPerGiB) {
            faults.add(VolumeAdvice.ratio(
                    subject, iops.get() + " iops on " + size.get() + " GiB", bounds.iopsPerGiB + " iops a GiB"));
        }
        int operations = iops.orElse(GP3_IOPS);
        if (throughput.isPresent() && throughput.get() * IOPS_PER_THROUGHPUT > operations) {
            faults.add(VolumeAdvice.ratio(
                    subject,
                    "a throughput of " + throughput.get() + " MiB/s with " + operations + " iops",
                    "1 MiB/s for every " + IOPS_PER_THROUGHPUT + " iops"));
        }
    }

    private Optional<Integer> number(String name, String written, String type, int least, int most) {
        if (written == null) {
            return Optional.empty();
        }
        if (!written.strip().matches("-?[0-9]{1,9}")) {
            faults.add(VolumeAdvice.number(subject, name, written));
            return Optional.empty();
        }
        int number = Integer.parseInt(written.strip());
        if (number < least || number > most) {
            faults.add(VolumeAdvice.range(subject, name, written, type.isEmpty() ? "any kind" : type, least, most));
            return Optional.empty();
        }
        return Optional.of(number);
    }
}
