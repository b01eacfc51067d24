package io.github.amibaker.recipe;

import static io.github.amibaker.recipe.Scene.BAKED;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.provisioned;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static io.github.amibaker.stack.FakeCloudFormation.theBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.aws.AwsClients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** How often AWS is asked during a bake that takes ten minutes: four and a half for the stack, the rest for the image. */
class TenMinuteBakeTest {
    private static final int STACK_SECONDS = 280;
    private static final int IMAGE_SECONDS = 600;

    @TempDir
    Path folder;

    private Scene scene;
    private AwsClients clients;
    private final List<Instant> polls = new ArrayList<>();
    private boolean throttled;

    @BeforeEach
    void tenMinutes() {
        scene = new Scene(folder);
        clients = scene.cloud.clients(() -> scene.cloudFormation);
        Deque<StackEvent> coming = new ArrayDeque<>(List.of(
                stack(0, "CREATE_IN_PROGRESS"),
                event(3, "ImageRole", "AWS::IAM::Role", "CREATE_IN_PROGRESS", null, null),
                theBuilder(5, "CREATE_IN_PROGRESS"),
                theBuilder(18, "CREATE_COMPLETE"),
                provisioned(19, "CREATE_IN_PROGRESS", null),
                event(22, "ImageRole", "AWS::IAM::Role", "CREATE_COMPLETE", "r", null),
                event(23, "ImageFunction", "AWS::Lambda::Function", "CREATE_IN_PROGRESS", null, null),
                event(30, "ImageFunction", "AWS::Lambda::Function", "CREATE_COMPLETE", "f", null),
                provisioned(259, "CREATE_COMPLETE", null),
                event(260, "Image", "Custom::AMI", "CREATE_IN_PROGRESS", null, null),
                event(278, "Image", "Custom::AMI", "CREATE_COMPLETE", BAKED, null),
                stack(STACK_SECONDS, "CREATE_COMPLETE")));
        scene.cloudFormation.onCreate.add(() -> scene.imageIs("pending", Map.of()));
        scene.cloudFormation.onPoll.add(() -> atEveryPoll(coming));
        scene.cloud.ec2.beforeLooks.add(this::atEveryLook);
    }

    @Test
    void takesNoMoreThanThreeHundredCalls() {
        bake();

        List<String> calls = new ArrayList<>(scene.cloudFormation.calls);
        calls.addAll(scene.cloud.ec2.calls);
        assertThat(calls).hasSizeBetween(150, 300);
        assertThat(calls.stream().filter("GetConsoleOutput"::equals)).hasSizeBetween(20, 30);
        assertThat(Duration.between(BEGIN, scene.time.instant()))
                .isBetween(Duration.ofMinutes(10), Duration.ofSeconds(605));
    }

    @Test
    void takesAFractionOfThemWhereAwsAsksToSlowDown() {
        throttled = true;
        bake();

        assertThat(scene.cloudFormation.calls.size() + scene.cloud.ec2.calls.size())
                .isLessThan(60);
        assertThat(Duration.between(BEGIN, scene.time.instant()))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    @Test
    void noTwoBuildsAskInTheSameRhythm() {
        bake();

        assertThat(polls.size()).isGreaterThan(30);
        List<Long> intervals = new ArrayList<>();
        for (int i = 1; i < polls.size(); i++) {
            intervals.add(Duration.between(polls.get(i - 1), polls.get(i)).toMillis());
        }
        assertThat(intervals.stream().distinct().count()).isGreaterThan(intervals.size() / 2);
    }

    private void bake() {
        new Goals(
                        new Tools(scene.console, scene.time, scene.time, ZoneOffset.UTC, new Random(1)),
                        (connection, limit, faults) -> Optional.of(clients))
                .bake(List.of(scene.project.parameters));
    }

    /** What has happened by now; and again at the next poll. */
    private void atEveryPoll(Deque<StackEvent> coming) {
        scene.cloudFormation.onPoll.add(() -> atEveryPoll(coming));
        polls.add(scene.time.instant());
        slowDown();
        while (!coming.isEmpty() && !coming.peek().timestamp().isAfter(scene.time.instant())) {
            scene.cloudFormation.happen(coming.remove());
        }
    }

    private void atEveryLook() {
        scene.cloud.ec2.beforeLooks.add(this::atEveryLook);
        slowDown();
        if (!scene.time.instant().isBefore(BEGIN.plusSeconds(IMAGE_SECONDS))) {
            scene.imageIs("available", Map.of());
        }
    }

    private void slowDown() {
        if (throttled) {
            clients.throttling().ask();
        }
    }
}
