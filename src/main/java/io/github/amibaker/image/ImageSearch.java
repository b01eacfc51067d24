package io.github.amibaker.image;

import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * Finds images of the caller's own account. Lists come with what is available first, then what is pending, and the
 * newest first among equals.
 */
public final class ImageSearch {
    static final String ACTION = "ec2:DescribeImages";

    private static final Comparator<Image> ORDER = Comparator.comparing((Image image) -> rank(image))
            .thenComparing(Image::created, Comparator.reverseOrder())
            .thenComparing(Image::id);

    private final AwsClients clients;

    /** Searches in the region of the clients. */
    public ImageSearch(AwsClients clients) {
        this.clients = clients;
    }

    /** The image of that id; empty when EC2 does not know it (any more, or yet). */
    public Optional<Image> byId(String imageId) {
        try {
            return read(imageId);
        } catch (SdkException failure) {
            throw clients.failures().of(ACTION, failure);
        }
    }

    /** The own image of that name, of which an account has one at most in a region. */
    public Optional<Image> byName(String name) {
        return own(filter("name", name)).stream().findFirst();
    }

    /** Images baked from these inputs for the stack of that name. */
    public List<Image> byInputs(String inputs, String stackName) {
        return own(filter("tag:ami:inputs", inputs), filter("tag:ami:stack-name", stackName));
    }

    /** Images that the stack of that ARN made. */
    public List<Image> byStackId(String stackId) {
        return own(filter("tag:ami:stack-id", stackId));
    }

    /** Images that stacks of that name made, now and before. */
    public List<Image> byStackName(String stackName) {
        return own(filter("tag:ami:stack-name", stackName));
    }

    /** Images that bakes of any version of a project made. */
    public List<Image> byProject(String groupId, String artifactId) {
        return own(filter("tag:ami:project", groupId + ":" + artifactId + ":*"));
    }

    /** As {@link #byId}, for who wants to judge failures by himself. */
    Optional<Image> read(String imageId) {
        try {
            DescribeImagesRequest request = DescribeImagesRequest.builder()
                    .imageIds(imageId)
                    .includeDisabled(true)
                    .build();
            return clients.ec2().describeImages(request).images().stream()
                    .findFirst()
                    .map(Image::of);
        } catch (SdkException failure) {
            String code = Failures.code(failure);
            if (code.equals("InvalidAMIID.NotFound") || code.equals("InvalidAMIID.Unavailable")) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private List<Image> own(Filter... filters) {
        DescribeImagesRequest request =
                DescribeImagesRequest.builder().owners("self").filters(filters).build();
        List<Image> found = new ArrayList<>();
        try {
            clients.ec2().describeImagesPaginator(request).images().stream()
                    .map(Image::of)
                    .forEach(found::add);
        } catch (SdkException failure) {
            throw clients.failures().of(ACTION, failure);
        }
        found.sort(ORDER);
        return List.copyOf(found);
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static int rank(Image image) {
        return image.isAvailable() ? 0 : image.isPending() ? 1 : 2;
    }
}
