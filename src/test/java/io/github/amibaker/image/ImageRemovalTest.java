package io.github.amibaker.image;

import static io.github.amibaker.image.ImagesOfTests.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.Answers;
import io.github.amibaker.aws.FakeEc2;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Snapshot;

class ImageRemovalTest {
    private final FakeEc2 ec2 = new FakeEc2();
    private final Lines console = new Lines();
    private final ImageRemoval removal = new ImageRemoval(ec2.clients(), console);

    @BeforeEach
    void twoStacks() {
        add("ami-1", "shop");
        add("ami-2", "other");
    }

    @Test
    void removesTheImagesOfTheStackAndTheirSnapshotsOnly() {
        assertThat(removal.ofStack("shop")).extracting(Image::id).containsExactly("ami-1");
        assertThat(ec2.images).extracting(one -> one.imageId()).containsExactly("ami-2");
        assertThat(ec2.snapshots).extracting(Snapshot::snapshotId).containsExactly("snap-of-ami-2");
        assertThat(ec2.calls).containsExactly("DescribeImages", "DeregisterImage");
    }

    @Test
    void deletesSnapshotsItselfWhereEc2DoesNot() {
        ec2.deletesSnapshots = false;
        removal.ofStack("shop");
        assertThat(ec2.snapshots).extracting(Snapshot::snapshotId).containsExactly("snap-of-ami-2");
    }

    @Test
    void doingItAgainRemovesNothing() {
        removal.ofStack("shop");
        assertThat(removal.ofStack("shop")).isEmpty();
    }

    @Test
    void anImageThatIsGoneMeanwhileIsNoError() {
        Image image = new ImageSearch(ec2.clients()).byId("ami-1").orElseThrow();
        ec2.images.clear();
        ec2.snapshots.clear();
        removal.remove(java.util.List.of(image));
        assertThat(ec2.calls).contains("DeregisterImage", "DeleteSnapshot");
    }

    @Test
    void aSnapshotThatAnotherImageUsesStaysAndIsNamed() {
        ec2.deletesSnapshots = false;
        ec2.fail("DeleteSnapshot", Answers.error("InvalidSnapshot.InUse", "in use by ami-9"));
        removal.ofStack("shop");
        assertThat(console.lines)
                .containsExactly(
                        "WARN Snapshot snap-of-ami-1 stays: another image uses it.",
                        "Deregistered image ami-1 (name-of-ami-1).");
    }

    @Test
    void aProtectedImageKeepsAllOfThem() {
        add("ami-3", "shop");
        ec2.images.replaceAll(image -> image.imageId().equals("ami-3")
                ? image.toBuilder()
                        .deregistrationProtection("enabled-without-cooldown")
                        .build()
                : image);
        assertThatThrownBy(() -> removal.ofStack("shop")).isInstanceOfSatisfying(BakeException.class, refused -> {
            assertThat(refused).hasMessageContaining("ami-3").hasMessageNotContaining("ami-1");
            assertThat(refused.advice()).contains("disable-image-deregistration-protection --image-id ami-3");
        });
        assertThat(ec2.images).hasSize(3);
    }

    @Test
    void aRefusalNamesTheRightThatIsMissing() {
        ec2.fail("DeregisterImage", Answers.error("UnauthorizedOperation", "You are not authorized.", 403));
        assertThatThrownBy(() -> removal.ofStack("shop")).hasMessageContaining("ec2:DeregisterImage");
    }

    private void add(String id, String stack) {
        ec2.images.add(image(id, "available", "2026-11-23T05:00:00.000Z", Map.of("ami:stack-name", stack)));
        ec2.snapshots.add(Snapshot.builder().snapshotId("snap-of-" + id).build());
    }
}
