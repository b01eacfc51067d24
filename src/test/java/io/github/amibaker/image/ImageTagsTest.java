package io.github.amibaker.image;

import static io.github.amibaker.image.ImagesOfTests.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.aws.Answers;
import io.github.amibaker.aws.FakeEc2;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

class ImageTagsTest {
    private final FakeEc2 ec2 = new FakeEc2();
    private final ImageTags tags = new ImageTags(ec2.clients());
    private final Image image = Image.of(image("ami-1", "available"));

    @Test
    void tagsTheImageAndItsSnapshotsInOneCall() {
        tags.put(image, new TreeMap<>(Map.of("Name", "shop", "ami:inputs", "abc")));
        assertThat(ec2.tagged).hasSize(1);
        assertThat(ec2.tagged.get(0).resources()).containsExactly("ami-1", "snap-of-ami-1");
        assertThat(ec2.tagged.get(0).tags())
                .containsExactly(
                        Tag.builder().key("Name").value("shop").build(),
                        Tag.builder().key("ami:inputs").value("abc").build());
    }

    @Test
    void noTagsAreNoCall() {
        tags.put(image, new TreeMap<>());
        assertThat(ec2.calls).isEmpty();
    }

    @Test
    void aRefusalNamesTheRightThatIsMissing() {
        ec2.fail("CreateTags", Answers.error("UnauthorizedOperation", "You are not authorized.", 403));
        assertThatThrownBy(() -> tags.put(image, new TreeMap<>(Map.of("a", "b"))))
                .hasMessageContaining("ec2:CreateTags");
    }
}
