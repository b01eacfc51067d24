package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.error;
import static io.github.amibaker.stack.FakeCloudFormation.provisioned;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static io.github.amibaker.stack.FakeCloudFormation.theBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often AWS is asked, and when that ends. */
class WatchPaceTest extends WatchedStack {
    @Test
    void eachPollIsOneCallAndTheEndIsOneMoreOfEachKind() {
        cloudFormation.then(stack(0, "CREATE_IN_PROGRESS")).thenNothing().then(stack(9, "CREATE_COMPLETE"));

        follow();

        assertThat(cloudFormation.calls)
                .containsExactly(
                        "DescribeStackEvents " + ARN,
                        "DescribeStackEvents " + ARN,
                        "DescribeStackEvents " + ARN,
                        "DescribeStacks " + ARN,
                        "DescribeStackEvents " + ARN);
    }

    @Test
    void whatGoesOnIsSaidAfterHalfAMinuteOfSilence() {
        cloudFormation.then(stack(0, "CREATE_IN_PROGRESS"), provisioned(1, "CREATE_IN_PROGRESS", null));
        for (int i = 0; i < 8; i++) {
            cloudFormation.thenNothing();
        }
        cloudFormation.then(stack(60, "CREATE_COMPLETE"));

        follow();

        assertThat(console.info)
                .filteredOn(line -> line.startsWith("still going on"))
                .singleElement()
                .asString()
                .matches("still going on: Provisioned waiting for the builder's signal for 3\\d s");
    }

    @Test
    void pollsSlowDownInSilenceAndSpeedUpAgainWithNews() {
        cloudFormation.then(stack(0, "CREATE_IN_PROGRESS"));
        for (int i = 0; i < 8; i++) {
            cloudFormation.thenNothing();
        }
        cloudFormation.then(theBuilder(50, "CREATE_IN_PROGRESS")).then(stack(60, "CREATE_COMPLETE"));

        follow();

        assertThat(time.slept.get(0)).isBetween(Duration.ofMillis(1800), Duration.ofMillis(2200));
        assertThat(time.slept.get(8)).isBetween(Duration.ofMillis(5400), Duration.ofMillis(6600));
        assertThat(time.slept.get(9)).isBetween(Duration.ofMillis(1800), Duration.ofMillis(2200));
    }

    @Test
    void throttlingIsBorneAndPollsBackOff() {
        cloudFormation.then(stack(0, "CREATE_IN_PROGRESS"));
        for (int i = 0; i < 5; i++) {
            cloudFormation.thenFails(error(400, "Throttling", "Rate exceeded"));
        }
        cloudFormation.then(stack(60, "CREATE_COMPLETE"));

        assertThat(follow().isComplete()).isTrue();
        assertThat(time.slept.get(5)).isEqualTo(Duration.ofSeconds(30));
        assertThat(console.warnings).singleElement().asString().contains("Rate exceeded", "goes on");
    }

    @Test
    void whoeverMayNotAskIsToldSoAtOnce() {
        cloudFormation.thenFails(error(403, "AccessDenied", "not authorized"));

        assertThatThrownBy(this::follow)
                .isInstanceOf(BakeException.class)
                .hasMessageContaining("cloudformation:DescribeStackEvents");
    }

    @Test
    void throttlingThatNeverEndsEndsTheWatchAfterTenMinutes() {
        for (int i = 0; i < 60; i++) {
            cloudFormation.thenFails(error(400, "Throttling", "Rate exceeded"));
        }

        assertThatThrownBy(this::follow).isInstanceOf(BakeException.class).hasMessageContaining("Rate exceeded");
        assertThat(Duration.between(BEGIN, time.instant())).isGreaterThan(Duration.ofMinutes(10));
    }

    @Test
    void anEndThatNoEventTellsIsNoticedInSilence() {
        cloudFormation.status = Optional.of("CREATE_COMPLETE");
        cloudFormation.then(stack(0, "CREATE_IN_PROGRESS"));

        assertThat(follow().isComplete()).isTrue();
    }

    @Test
    void anInterruptionEndsTheWatchAndLeavesTheStack() {
        cloudFormation.then(stack(0, "CREATE_IN_PROGRESS"));
        time.interruptAfter(1);

        assertThatThrownBy(this::follow)
                .isInstanceOfSatisfying(
                        BakeException.class,
                        said -> assertThat(said.text()).contains("in the stack ami-demo", "mvn ami:bake"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cloudFormation.calls).containsExactly("DescribeStackEvents " + ARN);
    }
}
