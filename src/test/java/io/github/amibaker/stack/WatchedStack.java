package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;

import io.github.amibaker.aws.Failures;
import io.github.amibaker.aws.Pace;
import java.util.Optional;
import java.util.Random;

/** A stack that happens, and the watch over it. */
abstract class WatchedStack {
    final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    final FakeEc2 ec2 = new FakeEc2();
    final RecordingConsole console = new RecordingConsole();
    final FakeTime time = new FakeTime(BEGIN);

    StackOutcome follow() {
        return watch(time).follow(ARN);
    }

    StackWatch watch(FakeTime clock) {
        return new StackWatch(
                cloudFormation,
                ec2,
                new Failures(Optional.empty(), "eu-central-1"),
                console,
                clock,
                clock,
                () -> Pace.ofEvents(new Random(1)));
    }
}
