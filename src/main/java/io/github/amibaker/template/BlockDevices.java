package io.github.amibaker.template;

import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Imaging;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The builder's volumes as EC2 takes them, as far as they are not just those of the base image. */
final class BlockDevices {
    /** What a new volume is unless it is said: as fast as gp2 or faster, and cheaper. EC2's own default is gp2. */
    private static final String NEW = "gp3";

    private final Imaging imaging;
    private final BakeRequest.RootVolume root;

    BlockDevices(BakeRequest request) {
        imaging = request.imaging();
        root = request.machine().rootVolume();
    }

    /** What RunInstances takes; empty for none. */
    List<Object> ofBuilder(String rootDeviceName) {
        List<Object> devices = new ArrayList<>();
        if (root.isSet() || imaging.encrypted()) {
            devices.add(device(rootDeviceName, root, Optional.empty(), imaging.encrypted(), imaging.kmsKeyId()));
        }
        imaging.volumes()
                .forEach(one -> devices.add(device(
                        one.device(),
                        one.disk(),
                        one.disk().size().map(size -> NEW),
                        one.encrypted(),
                        one.kmsKeyId())));
        return devices;
    }

    /** What CreateImage takes so that volumes are left out; empty for none. */
    List<Object> ofImage() {
        return imaging.volumes().stream()
                .filter(one -> !one.inImage())
                .<Object>map(one -> ordered("DeviceName", one.device(), "NoDevice", ""))
                .toList();
    }

    /** The further volumes as they were asked for. */
    List<Object> asked() {
        return imaging.volumes().stream()
                .<Object>map(one -> {
                    Map<String, Object> volume = asked(one.disk());
                    volume.put("device", one.device());
                    volume.put("encrypted", one.encrypted());
                    one.kmsKeyId().ifPresent(key -> volume.put("kmsKeyId", key));
                    volume.put("inImage", one.inImage());
                    return volume;
                })
                .toList();
    }

    /** Those of size, type, iops and throughput that are given. */
    static Map<String, Object> asked(BakeRequest.RootVolume disk) {
        Map<String, Object> volume = new TreeMap<>();
        disk.size().ifPresent(size -> volume.put("size", size));
        disk.type().ifPresent(type -> volume.put("type", type));
        disk.iops().ifPresent(iops -> volume.put("iops", iops));
        disk.throughput().ifPresent(throughput -> volume.put("throughput", throughput));
        return volume;
    }

    private static Object device(
            String name,
            BakeRequest.RootVolume disk,
            Optional<String> standard,
            boolean encrypted,
            Optional<String> key) {
        Map<String, Object> ebs = new LinkedHashMap<>();
        ebs.put("DeleteOnTermination", true);
        disk.size().ifPresent(size -> ebs.put("VolumeSize", size));
        disk.type().or(() -> standard).ifPresent(type -> ebs.put("VolumeType", type));
        disk.iops().ifPresent(iops -> ebs.put("Iops", iops));
        disk.throughput().ifPresent(throughput -> ebs.put("Throughput", throughput));
        if (encrypted) {
            ebs.put("Encrypted", true);
            key.ifPresent(id -> ebs.put("KmsKeyId", id));
        }
        return ordered("DeviceName", name, "Ebs", ebs);
    }

    private static Map<String, Object> ordered(String first, Object value, String second, Object other) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, value);
        map.put(second, other);
        return map;
    }
}
