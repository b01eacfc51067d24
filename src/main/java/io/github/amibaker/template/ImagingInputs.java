package io.github.amibaker.template;

import io.github.amibaker.request.Imaging;
import java.util.function.BiConsumer;

/** The inputs that come of how the image is made. Who makes it shapes it only where that is a function of the user's. */
final class ImagingInputs {
    private final BiConsumer<String, String> parts;

    /** @param parts takes name and content of each */
    ImagingInputs(BiConsumer<String, String> parts) {
        this.parts = parts;
    }

    void add(Imaging imaging) {
        if (imaging.encrypted()) {
            parts.accept("encrypted", "true");
        }
        imaging.kmsKeyId().ifPresent(key -> parts.accept("kmsKeyId", key));
        imaging.functionArn().ifPresent(function -> parts.accept("imageFunctionArn", function));
        for (Imaging.Volume volume : imaging.volumes()) {
            parts.accept(
                    "volume " + volume.device(),
                    Json.of(BlockDevices.asked(volume.disk())) + " " + volume.encrypted() + " "
                            + volume.kmsKeyId().orElse("") + " " + volume.inImage());
        }
        Imaging.Attributes attributes = imaging.attributes();
        if (attributes.imdsV2()) {
            parts.accept("imageAttributes imdsSupport", "v2.0");
        }
        attributes.description().ifPresent(text -> parts.accept("imageAttributes description", text));
        attributes
                .deprecateAfter()
                .ifPresent(after -> parts.accept("imageAttributes deprecateAfter", after.toString()));
    }
}
