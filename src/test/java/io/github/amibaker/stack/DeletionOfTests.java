package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.NAME;
import static io.github.amibaker.stack.FakeCloudFormation.stack;

import io.github.amibaker.aws.Failures;
import io.github.amibaker.aws.Pace;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A deletion in a CloudFormation in memory. */
abstract class DeletionOfTests {
    static final String DELETE = "DeleteStack " + ARN;
    static final String GROUP = "AWS::EC2::SecurityGroup";

    final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    final RecordingConsole console = new RecordingConsole();
    final FakeTime time = new FakeTime(BEGIN);
    final Failures failures = new Failures(Optional.empty(), "eu-central-1");
    final StackDeletion deletion = new StackDeletion(
            cloudFormation,
            failures,
            new StackWatch(
                    cloudFormation, new FakeEc2(), failures, console, time, time, () -> Pace.ofEvents(new Random(1))),
            console);
    int clock = 100;

    void deletesAll() {
        cloudFormation.onDelete = () -> {
            clock += 10;
            cloudFormation.then(stack(clock, "DELETE_IN_PROGRESS"), stack(clock + 1, "DELETE_COMPLETE"));
        };
    }

    List<String> deletions() {
        return cloudFormation.calls.stream()
                .filter(call -> call.startsWith("DeleteStack"))
                .toList();
    }

    Stack found() {
        return new StackLookup(cloudFormation, failures).byName(NAME).orElseThrow();
    }
}
