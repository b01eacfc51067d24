package io.github.amibaker.image;

import io.github.amibaker.aws.AwsClients;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Tags images that a template of the user's own made; the built-in template's function tags them itself. */
public final class ImageTags {
    private final AwsClients clients;

    /** Tags in the region of the clients. */
    public ImageTags(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * Puts the tags on the image and on its snapshots, over values that are there already. Doing it again changes nothing.
     *
     * @param image an available image, since only then all its snapshots are known
     */
    public void put(Image image, SortedMap<String, String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        List<String> resources = new ArrayList<>();
        resources.add(image.id());
        resources.addAll(image.snapshotIds());
        List<Tag> all = tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        try {
            clients.ec2()
                    .createTags(CreateTagsRequest.builder()
                            .resources(resources)
                            .tags(all)
                            .build());
        } catch (SdkException failure) {
            throw clients.failures().of("ec2:CreateTags", failure);
        }
    }
}
