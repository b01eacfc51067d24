package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.ENCRYPTED;
import static io.github.amibaker.advice.Parameter.IMAGE_ATTRIBUTES;
import static io.github.amibaker.advice.Parameter.IMAGE_FUNCTION_ARN;
import static io.github.amibaker.advice.Parameter.IMAGE_ROLE_ARN;
import static io.github.amibaker.advice.Parameter.KMS_KEY_ID;
import static io.github.amibaker.advice.Parameter.VOLUMES;
import static io.github.amibaker.request.WrongParameter.one;
import static io.github.amibaker.request.WrongParameter.text;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What the image is made of, and who makes it. */
final class WrongImaging {
    private WrongImaging() {}

    static Stream<Arguments> rows() {
        return Stream.of(
                text(VOLUMES, "/dev/sd", (p, v) -> volume(p, "device", v)),
                text(VOLUMES, "sdf", (p, v) -> volume(p, "device", v)),
                text(VOLUMES, "big", (p, v) -> volume(p, "size", v)),
                text(VOLUMES, "100000", (p, v) -> volume(p, "size", v)),
                text(VOLUMES, "gp4", (p, v) -> volume(p, "type", v)),
                text(VOLUMES, "250", (p, v) -> volume(p, "throughput", v)),
                text(VOLUMES, "maybe", (p, v) -> volume(p, "inImage", v)),
                text(VOLUMES, "maybe", (p, v) -> volume(p, "encrypted", v)),
                text(VOLUMES, "my key", (p, v) -> volume(p, "kmsKeyId", v)),
                one("volume without a device", VOLUMES, "nothing", p -> volume(p, "device", null)),
                one("cold volume too small", VOLUMES, "\"100\"", p -> {
                    volume(p, "size", "100");
                    p.imaging.volumes.get(0).type = "sc1";
                }),
                one("device named twice", VOLUMES, "\"/dev/sdf\"", p -> {
                    volume(p, "size", "1");
                    p.imaging.volumes = List.of(p.imaging.volumes.get(0), p.imaging.volumes.get(0));
                }),
                one("key of a plain volume", VOLUMES, "\"alias/a\"", p -> {
                    volume(p, "kmsKeyId", "alias/a");
                    p.imaging.volumes.get(0).encrypted = "false";
                }),
                text(ENCRYPTED, "yes", (p, v) -> p.imaging.encrypted = v),
                text(KMS_KEY_ID, "images", (p, v) -> p.imaging.kmsKeyId = v),
                text(KMS_KEY_ID, "arn:aws:kms:eu-west-1:1:key/x", (p, v) -> p.imaging.kmsKeyId = v),
                one("key and no encryption", KMS_KEY_ID, "\"alias/a\"", p -> {
                    p.imaging.kmsKeyId = "alias/a";
                    p.imaging.encrypted = "false";
                }),
                text(IMAGE_ATTRIBUTES, "v1.0", (p, v) -> attributes(p).imdsSupport = v),
                text(IMAGE_ATTRIBUTES, "größe", (p, v) -> attributes(p).description = v),
                one(
                        "long description",
                        IMAGE_ATTRIBUTES,
                        "(256 characters)",
                        p -> attributes(p).description = "x".repeat(256)),
                text(IMAGE_ATTRIBUTES, "soon", (p, v) -> attributes(p).deprecateAfter = v),
                text(IMAGE_ATTRIBUTES, "59m", (p, v) -> attributes(p).deprecateAfter = v),
                text(IMAGE_ATTRIBUTES, "P3651D", (p, v) -> attributes(p).deprecateAfter = v),
                text(IMAGE_ATTRIBUTES, "bios", (p, v) -> attributes(p).bootMode = v),
                text(IMAGE_ATTRIBUTES, "v1.2", (p, v) -> attributes(p).tpmSupport = v),
                text(IMAGE_ATTRIBUTES, "yes", (p, v) -> attributes(p).enaSupport = v),
                text(IMAGE_ROLE_ARN, "imager", (p, v) -> p.imaging.roleArn = v),
                one("role of a function that has one", IMAGE_ROLE_ARN, ":function:f\"", p -> {
                    p.imaging.roleArn = "arn:aws:iam::111122223333:role/r";
                    p.imaging.functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:f";
                }),
                text(IMAGE_FUNCTION_ARN, "imager", (p, v) -> p.imaging.functionArn = v),
                text(IMAGE_FUNCTION_ARN, "arn:aws:sns:eu-west-1:111122223333:f", (p, v) -> p.imaging.functionArn = v));
    }

    private static void volume(BakeParameters parameters, String field, String value) {
        ImagingParameters.Volume volume = new ImagingParameters.Volume();
        volume.device = "/dev/sdf";
        try {
            ImagingParameters.Volume.class.getField(field).set(volume, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
        parameters.imaging.volumes = List.of(volume);
    }

    private static ImagingParameters.Attributes attributes(BakeParameters parameters) {
        parameters.imaging.attributes = new ImagingParameters.Attributes();
        return parameters.imaging.attributes;
    }
}
