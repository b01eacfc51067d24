package io.github.amibaker.preflight;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.PreflightAdvice;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.BootModeValues;
import software.amazon.awssdk.services.ec2.model.EnaSupport;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/**
 * Whether an image boots on a type, beside its architecture. What AWS does not tell is not held against either.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-boot.html">Boot modes</a>
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/enhanced-networking-ena.html">ENA</a>
 */
final class InstanceFit {
    private final Image image;
    private final InstanceTypeInfo type;
    private final Faults faults;

    InstanceFit(Image image, InstanceTypeInfo type, Faults faults) {
        this.image = image;
        this.type = type;
        this.faults = faults;
    }

    void check() {
        String name = type.instanceTypeAsString();
        String id = image.imageId();
        boolean ena = type.networkInfo() != null && type.networkInfo().enaSupport() == EnaSupport.REQUIRED;
        if (ena && !Boolean.TRUE.equals(image.enaSupport())) {
            faults.add(PreflightAdvice.noEna(name, id));
        }
        // an image that only prefers UEFI boots without it too
        String boots = image.bootMode() == BootModeValues.UEFI_PREFERRED ? null : image.bootModeAsString();
        among(
                boots,
                type.supportedBootModesAsStrings(),
                (wanted, has) -> PreflightAdvice.unfitBootMode(name, id, wanted, has));
        among(
                image.virtualizationTypeAsString(),
                type.supportedVirtualizationTypesAsStrings(),
                (wanted, has) -> PreflightAdvice.unfitVirtualization(name, id, wanted, has));
        among(
                image.rootDeviceTypeAsString(),
                type.supportedRootDeviceTypesAsStrings(),
                (wanted, has) -> PreflightAdvice.unfitRootDevice(name, id, wanted, has));
        tpm(name, id);
    }

    private void tpm(String name, String id) {
        if (image.tpmSupport() == null) {
            return;
        }
        // the image has v2.0, the type 2.0
        String version = image.tpmSupportAsString().replaceFirst("^v", "");
        List<String> has =
                type.nitroTpmInfo() == null ? List.of() : type.nitroTpmInfo().supportedVersions();
        if (!has.contains(version)) {
            faults.add(PreflightAdvice.noTpm(name, id, version));
        }
    }

    private interface Text {
        Fault of(String wanted, Collection<String> has);
    }

    private void among(String wanted, List<String> has, Text text) {
        if (wanted != null && !has.isEmpty() && !has.contains(wanted)) {
            faults.add(text.of(wanted, has));
        }
    }
}
