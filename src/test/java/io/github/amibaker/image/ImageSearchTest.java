package io.github.amibaker.image;

import static io.github.amibaker.image.ImagesOfTests.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.Answers;
import io.github.amibaker.aws.FakeEc2;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageSearchTest {
    private static final Map<String, String> OURS = Map.of("ami:inputs", "abc", "ami:stack-name", "shop");

    private final FakeEc2 ec2 = new FakeEc2();
    private final ImageSearch search = new ImageSearch(ec2.clients());

    @Test
    void findsAnImageByItsId() {
        ec2.images.add(image("ami-1", "available", "2026-11-23T05:00:00.000Z", OURS));
        Image found = search.byId("ami-1").orElseThrow();
        assertThat(found.name()).isEqualTo("name-of-ami-1");
        assertThat(found.created()).isEqualTo(Instant.parse("2026-11-23T05:00:00Z"));
        assertThat(found.tags()).isEqualTo(OURS);
        assertThat(found.snapshotIds()).containsExactly("snap-of-ami-1");
        assertThat(found.isAvailable()).isTrue();
    }

    @Test
    void anIdThatEc2DoesNotKnowFindsNothing() {
        assertThat(search.byId("ami-1")).isEmpty();
    }

    @Test
    void whatIsAvailableComesFirstAndTheNewestOfThat() {
        ec2.images.add(image("ami-old", "available", "2026-11-23T01:00:00.000Z", OURS));
        ec2.images.add(image("ami-failed", "failed", "2026-11-23T05:00:00.000Z", OURS));
        ec2.images.add(image("ami-pending", "pending", "2026-11-23T04:00:00.000Z", OURS));
        ec2.images.add(image("ami-new", "available", "2026-11-23T02:00:00.000Z", OURS));
        assertThat(search.byInputs("abc", "shop"))
                .extracting(Image::id)
                .containsExactly("ami-new", "ami-old", "ami-pending", "ami-failed");
    }

    @Test
    void imagesOfOtherInputsOrStacksAreNotFound() {
        ec2.images.add(image(
                "ami-1", "available", "2026-11-23T01:00:00.000Z", Map.of("ami:inputs", "abc", "ami:stack-name", "x")));
        ec2.images.add(image(
                "ami-2", "available", "2026-11-23T01:00:00.000Z", Map.of("ami:inputs", "x", "ami:stack-name", "shop")));
        assertThat(search.byInputs("abc", "shop")).isEmpty();
    }

    @Test
    void findsByNameByStackIdAndByStackName() {
        ec2.images.add(image(
                "ami-1",
                "available",
                "2026-11-23T01:00:00.000Z",
                Map.of("ami:stack-id", "arn:1", "ami:stack-name", "shop")));
        assertThat(search.byName("name-of-ami-1")).map(Image::id).contains("ami-1");
        assertThat(search.byStackId("arn:1")).extracting(Image::id).containsExactly("ami-1");
        assertThat(search.byStackName("shop")).extracting(Image::id).containsExactly("ami-1");
    }

    @Test
    void aRefusalNamesTheRightThatIsMissing() {
        ec2.fail("DescribeImages", Answers.error("UnauthorizedOperation", "You are not authorized.", 403));
        assertThatThrownBy(() -> search.byStackName("shop"))
                .isInstanceOfSatisfying(
                        BakeException.class,
                        refused -> assertThat(refused.text()).contains("ec2:DescribeImages"));
    }
}
