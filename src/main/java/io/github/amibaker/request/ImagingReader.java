package io.github.amibaker.request;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ImagingAdvice;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.VolumeAdvice;
import io.github.amibaker.advice.VolumeAdvice.Subject;
import io.github.amibaker.request.Imaging.Attributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads what the image is made of beside its root volume, and who makes it. */
final class ImagingReader {
    /** As EC2 documents device names; {@code xvdb} is Windows' way. */
    private static final Pattern DEVICE =
            Pattern.compile("/dev/sd[a-z](?:[1-9]|1[0-5])?|(?:/dev/)?xvd(?:[a-z]|[a-d][a-z])");

    private static final Pattern KEY = Pattern.compile("(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:)?"
            + "(?:alias/[A-Za-z0-9/_-]{1,250}|%1$s)|arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/(?:%1$s)"
                    .formatted("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}"));
    private static final Pattern FUNCTION = Pattern.compile(
            "arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}(?::(?:\\$LATEST|[A-Za-z0-9_-]{1,128}))?");
    private static final Pattern DESCRIPTION = Pattern.compile("[ -~]{1,255}");
    private static final String V2 = "v2.0";
    private static final Set<String> BOOT_MODES = Set.of("legacy-bios", "uefi", "uefi-preferred");
    private static final Duration LEAST_AGE = Duration.ofHours(1);
    private static final Duration MOST_AGE = Duration.ofDays(3650);

    private final Faults faults;

    private ImagingReader(Faults faults) {
        this.faults = faults;
    }

    static Imaging read(ImagingParameters written, Faults faults) {
        return new ImagingReader(faults).read(written);
    }

    private Imaging read(ImagingParameters written) {
        Optional<String> key = key(written.kmsKeyId, Parameter.KMS_KEY_ID);
        boolean encrypted =
                choice(written.encrypted, written.kmsKeyId != null, () -> VolumeAdvice.encryption(written.encrypted));
        if (written.kmsKeyId != null && !encrypted) {
            faults.add(VolumeAdvice.keyOfNothing(Parameter.KMS_KEY_ID, written.kmsKeyId));
        }
        Optional<String> function =
                MachineReader.matching(FUNCTION, written.functionArn, ImagingAdvice::malformedFunction, faults);
        Optional<String> role =
                MachineReader.matching(RolesReader.ROLE, written.roleArn, ImagingAdvice::malformedRole, faults);
        if (role.isPresent() && function.isPresent()) {
            faults.add(ImagingAdvice.roleAndFunction(written.functionArn));
        }
        return new Imaging(
                volumes(written.volumes, encrypted, key),
                encrypted,
                key,
                attributes(written.attributes),
                role,
                function);
    }

    private List<Imaging.Volume> volumes(
            List<ImagingParameters.Volume> written, boolean encrypted, Optional<String> key) {
        List<Imaging.Volume> volumes = new ArrayList<>();
        Set<String> devices = new HashSet<>();
        for (ImagingParameters.Volume one : written == null ? List.<ImagingParameters.Volume>of() : written) {
            if (one == null || one.device == null || !DEVICE.matcher(one.device).matches()) {
                faults.add(VolumeAdvice.device(one == null ? null : one.device));
            } else if (!devices.add(one.device)) {
                faults.add(VolumeAdvice.repeatedDevice(one.device));
            } else {
                volumes.add(volume(one, encrypted, key));
            }
        }
        return List.copyOf(volumes);
    }

    private Imaging.Volume volume(ImagingParameters.Volume written, boolean encrypted, Optional<String> key) {
        Subject subject = Subject.of(written.device);
        BakeParameters.RootVolume disk = new BakeParameters.RootVolume();
        disk.size = written.size;
        disk.type = written.type;
        disk.iops = written.iops;
        disk.throughput = written.throughput;
        boolean own = choice(
                written.encrypted,
                encrypted || written.kmsKeyId != null,
                () -> VolumeAdvice.choice(subject, "encrypted", written.encrypted));
        if (written.kmsKeyId != null && !own) {
            faults.add(VolumeAdvice.keyOfNothing(Parameter.VOLUMES, written.kmsKeyId));
        }
        Optional<String> ownKey = key(written.kmsKeyId, Parameter.VOLUMES).or(() -> key);
        return new Imaging.Volume(
                written.device,
                VolumeReader.read(disk, subject, faults),
                own,
                own ? ownKey : Optional.empty(),
                choice(written.inImage, true, () -> VolumeAdvice.choice(subject, "inImage", written.inImage)));
    }

    private Attributes attributes(ImagingParameters.Attributes written) {
        if (written == null) {
            return Imaging.STANDARD.attributes();
        }
        return new Attributes(
                oneOf("imdsSupport", written.imdsSupport, Set.of(V2)).isPresent(),
                MachineReader.matching(DESCRIPTION, written.description, ImagingAdvice::description, faults),
                deprecateAfter(written.deprecateAfter),
                oneOf("bootMode", written.bootMode, BOOT_MODES),
                oneOf("tpmSupport", written.tpmSupport, Set.of(V2)),
                oneOf("enaSupport", written.enaSupport, Set.of("true", "false")).map(Boolean::valueOf));
    }

    private Optional<String> oneOf(String name, String written, Set<String> legal) {
        if (written != null && !legal.contains(written)) {
            faults.add(ImagingAdvice.attribute(
                    name, written, String.join(" or ", legal.stream().sorted().toList())));
            return Optional.empty();
        }
        return Optional.ofNullable(written);
    }

    private Optional<Duration> deprecateAfter(String written) {
        Optional<Duration> read = Optional.ofNullable(written)
                .flatMap(ProvisionTimeout::parse)
                .filter(after -> after.compareTo(LEAST_AGE) >= 0 && after.compareTo(MOST_AGE) <= 0);
        if (written != null && read.isEmpty()) {
            faults.add(ImagingAdvice.deprecateAfter(written));
        }
        return read;
    }

    private Optional<String> key(String written, Parameter parameter) {
        return MachineReader.matching(KEY, written, value -> VolumeAdvice.malformedKey(parameter, value), faults);
    }

    private boolean choice(String written, boolean standard, Supplier<Fault> advice) {
        if (written != null && !written.equals("true") && !written.equals("false")) {
            faults.add(advice.get());
            return standard;
        }
        return written == null ? standard : written.equals("true");
    }
}
