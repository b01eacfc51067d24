package io.github.amibaker.recipe;

import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.image.Image;
import io.github.amibaker.image.ImageSearch;
import io.github.amibaker.request.BakeRequest;
import java.util.List;
import java.util.Optional;

/** The image before the one that is to be baked: the newest of the stack's name, else of the project's versions. */
final class LastImage {
    private final BakeRequest request;
    private final ImageSearch search;

    LastImage(BakeRequest request, AwsClients clients) {
        this.request = request;
        this.search = new ImageSearch(clients);
    }

    Optional<Image> find() {
        return available(search.byStackName(request.stackName()))
                .or(() ->
                        available(search
                                .byProject(
                                        request.project().groupId(),
                                        request.project().artifactId())
                                .stream()
                                .filter(this::isOfThisId)
                                .toList()));
    }

    /** Among the images of one execution another one is no earlier version. */
    private boolean isOfThisId(Image image) {
        return Optional.ofNullable(image.tags().get("ami:image")).equals(request.image());
    }

    private static Optional<Image> available(List<Image> images) {
        return images.stream().filter(Image::isAvailable).findFirst();
    }
}
