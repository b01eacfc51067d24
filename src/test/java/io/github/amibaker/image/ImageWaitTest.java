package io.github.amibaker.image;

import static io.github.amibaker.image.ImagesOfTests.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.aws.Answers;
import io.github.amibaker.aws.FakeEc2;
import io.github.amibaker.aws.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.StateReason;

class ImageWaitTest {
    private final FakeEc2 ec2 = new FakeEc2();
    private final Lines console = new Lines();
    private Instant now = Instant.parse("2026-11-23T05:00:00Z");
    private final Sleeper sleeper = duration -> now = now.plus(duration);
    private final ImageWait wait = new ImageWait(ec2.clients(), console, sleeper, () -> now, new Random(1));

    @Test
    void returnsAtOnceWhenTheImageIsAvailable() throws Exception {
        ec2.images.add(image("ami-1", "available"));
        assertThat(wait.available("ami-1").id()).isEqualTo("ami-1");
        assertThat(ec2.calls).containsExactly("DescribeImages");
        assertThat(console.lines).isEmpty();
    }

    @Test
    void looksEverySecondAtFirst() throws Exception {
        ec2.images.add(image("ami-1", "pending"));
        Instant begin = now;
        becomes("available", 5);
        wait.available("ami-1");
        assertThat(Duration.between(begin, now)).isBetween(Duration.ofMillis(4500), Duration.ofMillis(6500));
    }

    @Test
    void looksAboutEveryThreeSecondsInTheLongRun() throws Exception {
        ec2.images.add(image("ami-1", "pending"));
        Instant begin = now;
        becomes("available", 200);
        wait.available("ami-1");
        assertThat(Duration.between(begin, now)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "error", "invalid", "deregistered", "disabled"})
    void endsWithEc2sReasonWhenItNeverWill(String state) {
        ec2.images.add(image("ami-1", state).toBuilder()
                .stateReason(StateReason.builder()
                        .message("Client.InternalError: no space")
                        .build())
                .build());
        assertThatThrownBy(() -> wait.available("ami-1")).isInstanceOfSatisfying(BakeException.class, failed -> {
            assertThat(failed).hasMessageContaining("'" + state + "': Client.InternalError: no space.");
            assertThat(failed.advice()).contains("mvn ami:bake");
        });
    }

    @Test
    void anIdThatEc2DoesNotKnowYetIsWaitedFor() throws Exception {
        for (int look = 0; look < 5; look++) {
            ec2.beforeLooks.add(() -> {});
        }
        ec2.beforeLooks.add(() -> ec2.images.add(image("ami-1", "available")));
        assertThat(wait.available("ami-1").isAvailable()).isTrue();
    }

    @Test
    void anIdThatStaysUnknownEndsTheWaitAfterAMinute() {
        Instant begin = now;
        assertThatThrownBy(() -> wait.available("ami-1"))
                .isInstanceOf(BakeException.class)
                .hasMessageContaining("ami-1 is not in eu-west-1");
        assertThat(Duration.between(begin, now)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(64));
    }

    @Test
    void anImageThatIsDeregisteredMeanwhileEndsTheWait() {
        ec2.images.add(image("ami-1", "pending"));
        ec2.beforeLooks.add(() -> {});
        ec2.beforeLooks.add(ec2.images::clear);
        assertThatThrownBy(() -> wait.available("ami-1")).hasMessageContaining("deregistered");
    }

    @Test
    void aNetworkThatComesBackIsForgiven() throws Exception {
        ec2.images.add(image("ami-1", "available"));
        ec2.fail("DescribeImages", Answers.error("RequestLimitExceeded", "Request limit exceeded.", 503));
        ec2.fail("DescribeImages", Answers.error("InternalError", "An internal error has occurred", 500));
        assertThat(wait.available("ami-1").isAvailable()).isTrue();
    }

    @Test
    void aNetworkThatStaysAwayEndsTheWaitAfterTenMinutes() {
        for (int look = 0; look < 1000; look++) {
            ec2.fail("DescribeImages", Answers.error("InternalError", "An internal error has occurred", 500));
        }
        Instant begin = now;
        assertThatThrownBy(() -> wait.available("ami-1")).hasMessageContaining("An internal error has occurred");
        assertThat(Duration.between(begin, now)).isBetween(Duration.ofMinutes(10), Duration.ofSeconds(604));
    }

    @Test
    void aRefusalIsNotTriedAgain() {
        ec2.fail("DescribeImages", Answers.error("UnauthorizedOperation", "You are not authorized.", 403));
        assertThatThrownBy(() -> wait.available("ami-1")).isInstanceOf(BakeException.class);
        assertThat(ec2.calls).hasSize(1);
    }

    @Test
    void saysEveryThirtySecondsHowFarTheSnapshotIs() throws Exception {
        ec2.images.add(image("ami-1", "pending"));
        ec2.snapshots.add(
                Snapshot.builder().snapshotId("snap-of-ami-1").progress("45%").build());
        becomes("available", 32);
        wait.available("ami-1");
        assertThat(console.lines).hasSize(3);
        assertThat(console.lines.get(0)).isEqualTo("Image ami-1 (name-of-ami-1) is pending, waiting for it.");
        assertThat(console.lines.get(1))
                .matches("Image ami-1 has been pending for 3\\d s, snapshot snap-of-ami-1 45%\\.");
        assertThat(console.lines.get(2)).matches("Image ami-1 has been pending for 1 min \\d s, .*");
        assertThat(ec2.calls.stream().filter("DescribeSnapshots"::equals)).hasSize(2);
    }

    @Test
    void whoMayNotSeeSnapshotsWaitsAsWell() throws Exception {
        ec2.images.add(image("ami-1", "pending"));
        ec2.fail("DescribeSnapshots", Answers.error("UnauthorizedOperation", "You are not authorized.", 403));
        becomes("available", 22);
        wait.available("ami-1");
        assertThat(console.lines.get(1)).matches("Image ami-1 has been pending for 3\\d s\\.");
    }

    @Test
    void anInterruptedWaitEnds() {
        ec2.images.add(image("ami-1", "pending"));
        ImageWait interrupted = new ImageWait(
                ec2.clients(),
                console,
                duration -> {
                    throw new InterruptedException();
                },
                () -> now,
                new Random(1));
        assertThatThrownBy(() -> interrupted.available("ami-1")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aCallThatIsInterruptedEndsTheWaitAsWell() {
        ec2.fail("DescribeImages", AbortedException.create("Thread was interrupted"));
        assertThatThrownBy(() -> wait.available("ami-1")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aBoundedWaitGivesBackThePendingImage() throws Exception {
        ec2.images.add(image("ami-1", "pending"));
        Instant begin = now;
        assertThat(wait.settled("ami-1", Duration.ofMinutes(2)).orElseThrow().isPending())
                .isTrue();
        assertThat(Duration.between(begin, now)).isBetween(Duration.ofMinutes(2), Duration.ofSeconds(124));
    }

    @Test
    void theImageOfAStackIsWaitedForWhileItIsPending() throws Exception {
        ec2.images.add(image("ami-1", "pending", "2026-11-23T05:00:00.000Z", Map.of("ami:stack-id", "arn:1")));
        becomes("available", 5);
        assertThat(wait.pendingImageOf("arn:1", Duration.ofMinutes(5))
                        .orElseThrow()
                        .isAvailable())
                .isTrue();
    }

    @Test
    void aStackWithoutPendingImageIsNotWaitedFor() throws Exception {
        ec2.images.add(image("ami-1", "available", "2026-11-23T05:00:00.000Z", Map.of("ami:stack-id", "arn:1")));
        assertThat(wait.pendingImageOf("arn:1", Duration.ofMinutes(5))).isEmpty();
        assertThat(ec2.calls).hasSize(1);
    }

    private void becomes(String state, int looks) {
        for (int look = 0; look < looks; look++) {
            ec2.beforeLooks.add(() -> {});
        }
        ec2.beforeLooks.add(() ->
                ec2.images.replaceAll(image -> image.toBuilder().state(state).build()));
    }
}
