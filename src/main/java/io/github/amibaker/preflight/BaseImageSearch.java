package io.github.amibaker.preflight;

import io.github.amibaker.advice.BaseImageAdvice;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.request.BaseImage;
import io.github.amibaker.request.ImageFilter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;

/**
 * Finds the newest image that is available and not deprecated. EC2 leaves out what others deprecated, but not what is
 * one's own.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html">DescribeImages</a>
 */
final class BaseImageSearch {
    static final String ACTION = "ec2:DescribeImages";

    /** As many as EC2 gives at once; without a limit it may give up on an owner of very many images. */
    private static final int A_PAGE = 1000;

    private static final Comparator<Image> AGE =
            Comparator.comparing(BaseImageSearch::created).thenComparing(Image::imageId);

    private final AwsClients clients;
    private final InstantSource clock;

    BaseImageSearch(AwsClients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * The newest.
     *
     * @param base by project or by filter
     * @return empty with a fault
     */
    Optional<Image> newest(BaseImage base, Optional<String> architecture, Faults faults) {
        List<Image> fits = base instanceof BaseImage.ByProject project
                ? ofProject(project, architecture)
                : ofFilter(((BaseImage.ByFilter) base).filter(), architecture);
        if (fits.isEmpty()) {
            String asked =
                    base.text() + architecture.map(one -> " (" + one + ")").orElse("");
            faults.add(BaseImageAdvice.noneFits(asked, clients.region()));
            return Optional.empty();
        }
        List<Image> fresh =
                fits.stream().filter(image -> deprecation(image).isEmpty()).toList();
        if (fresh.isEmpty()) {
            Image newest = fits.stream().max(AGE).orElseThrow();
            faults.add(BaseImageAdvice.allDeprecated(
                    base.text(),
                    fits.size(),
                    newest.imageId(),
                    deprecation(newest).orElseThrow()));
            return Optional.empty();
        }
        SortedSet<String> architectures =
                fresh.stream().map(Image::architectureAsString).collect(Collectors.toCollection(TreeSet::new));
        if (architectures.size() > 1) {
            faults.add(BaseImageAdvice.severalArchitectures(base.text(), architectures));
            return Optional.empty();
        }
        return fresh.stream().max(AGE);
    }

    private List<Image> ofProject(BaseImage.ByProject project, Optional<String> architecture) {
        String name = project.groupId() + ":" + project.artifactId() + ":";
        return ask(
                List.of("self"),
                architecture,
                List.of(filter("tag:ami:project", name + project.version().orElse("*"))));
    }

    private List<Image> ofFilter(ImageFilter asked, Optional<String> architecture) {
        List<Filter> filters = new ArrayList<>();
        asked.name().ifPresent(name -> filters.add(filter("name", name)));
        filters.add(filter("root-device-type", asked.rootDeviceType().orElse("ebs")));
        asked.virtualizationType().ifPresent(type -> filters.add(filter("virtualization-type", type)));
        asked.tags().forEach((key, value) -> filters.add(filter("tag:" + key, value)));
        return ask(asked.owners(), architecture, filters);
    }

    private List<Image> ask(List<String> owners, Optional<String> architecture, List<Filter> more) {
        List<Filter> filters = new ArrayList<>(more);
        filters.add(filter("state", "available"));
        architecture.ifPresent(one -> filters.add(filter("architecture", one)));
        try {
            return clients
                    .ec2()
                    .describeImagesPaginator(DescribeImagesRequest.builder()
                            .owners(owners)
                            .filters(filters)
                            .maxResults(A_PAGE)
                            .build())
                    .images()
                    .stream()
                    .toList();
        } catch (SdkException failure) {
            throw clients.failures().of(ACTION, failure);
        }
    }

    private Optional<Instant> deprecation(Image image) {
        return BaseImageAge.instant(image.deprecationTime()).filter(at -> !at.isAfter(clock.instant()));
    }

    private static Instant created(Image image) {
        return BaseImageAge.instant(image.creationDate()).orElse(Instant.EPOCH);
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
