package io.github.amibaker.image;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Images as EC2 describes them. */
public final class ImagesOfTests {
    private ImagesOfTests() {}

    public static Image image(String id, String state) {
        return image(id, state, "2026-11-23T05:00:00.000Z", Map.of());
    }

    public static Image image(String id, String state, String created, Map<String, String> tags) {
        return Image.builder()
                .imageId(id)
                .name("name-of-" + id)
                .state(state)
                .creationDate(created)
                .architecture("x86_64")
                .rootDeviceName("/dev/xvda")
                .tags(new TreeMap<>(tags)
                        .entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                .blockDeviceMappings(BlockDeviceMapping.builder()
                        .deviceName("/dev/xvda")
                        .ebs(EbsBlockDevice.builder()
                                .snapshotId("snap-of-" + id)
                                .build())
                        .build())
                .build();
    }
}
