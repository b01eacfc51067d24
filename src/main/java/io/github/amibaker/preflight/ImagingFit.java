package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ImagingAdvice;
import io.github.amibaker.advice.VolumeAdvice;
import io.github.amibaker.request.Imaging;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;

/** Whether the image can be as it is asked for, given its base. */
final class ImagingFit {
    private final Imaging imaging;
    private final Image base;
    private final Faults faults;
    private final Map<String, EbsBlockDevice> volumes;

    ImagingFit(Imaging imaging, Image base, Faults faults) {
        this.imaging = imaging;
        this.base = base;
        this.faults = faults;
        this.volumes = base.blockDeviceMappings().stream()
                .filter(device -> device.ebs() != null)
                .collect(Collectors.toMap(
                        BlockDeviceMapping::deviceName, BlockDeviceMapping::ebs, (a, b) -> a, TreeMap::new));
    }

    void check() {
        imaging.volumes().forEach(this::check);
        if (imaging.encrypted()) {
            encryption();
        }
        Imaging.Attributes asked = imaging.attributes();
        asked.bootMode().ifPresent(mode -> same("bootMode", mode, base.bootModeAsString()));
        asked.tpmSupport().ifPresent(tpm -> same("tpmSupport", tpm, base.tpmSupportAsString()));
        asked.enaSupport()
                .ifPresent(ena ->
                        same("enaSupport", ena.toString(), String.valueOf(Boolean.TRUE.equals(base.enaSupport()))));
    }

    private void check(Imaging.Volume volume) {
        EbsBlockDevice ofBase = volumes.get(volume.device());
        Optional<Integer> size = volume.disk().size();
        if (volume.device().equals(base.rootDeviceName())) {
            faults.add(VolumeAdvice.rootDevice(volume.device(), base.imageId()));
        } else if (ofBase == null) {
            if (size.isEmpty()) {
                faults.add(VolumeAdvice.noSize(volume.device(), base.imageId()));
            }
        } else if (size.isPresent() && ofBase.volumeSize() != null && size.get() < ofBase.volumeSize()) {
            faults.add(VolumeAdvice.smallerThanBase(volume.device(), size.get(), ofBase.volumeSize(), base.imageId()));
        }
    }

    private void encryption() {
        Set<String> named =
                imaging.volumes().stream().map(Imaging.Volume::device).collect(Collectors.toSet());
        volumes.forEach((device, ebs) -> {
            if (!device.equals(base.rootDeviceName())
                    && !named.contains(device)
                    && !Boolean.TRUE.equals(ebs.encrypted())) {
                faults.add(VolumeAdvice.plainVolumeOfBase(device, base.imageId()));
            }
        });
    }

    private void same(String name, String wanted, String had) {
        if (!wanted.equals(had)) {
            faults.add(ImagingAdvice.notOfBase(name, wanted, had == null ? "" : had, base.imageId()));
        }
    }
}
