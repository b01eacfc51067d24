package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.provisioned;
import static io.github.amibaker.stack.FakeCloudFormation.theBuilder;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;

class BuilderConsoleTest {
    private final FakeEc2 ec2 = new FakeEc2();
    private final RecordingConsole console = new RecordingConsole();
    private final FakeTime time = new FakeTime(BEGIN);
    private final BuilderConsole builder = new BuilderConsole(ec2, console, time);

    @Test
    void nothingIsAskedBeforeThereIsABuilder() {
        seen(provisioned(0, "CREATE_IN_PROGRESS", null));

        builder.tick();

        assertThat(ec2.requests).isEmpty();
    }

    @Test
    void theLatestOutputIsAskedForEveryTenSeconds() throws InterruptedException {
        seen(theBuilder(0, "CREATE_COMPLETE"));
        for (int i = 0; i < 11; i++) {
            builder.tick();
            time.sleep(Duration.ofSeconds(2));
        }

        assertThat(ec2.requests).hasSize(3).allMatch(GetConsoleOutputRequest::latest);
    }

    @Test
    void aBuilderIsFoundByItsTypeWhateverItsName() {
        seen(event(0, "BaseInstance", "AWS::EC2::Instance", "CREATE_IN_PROGRESS", "i-0def", null));

        builder.tick();

        assertThat(ec2.requests).extracting(GetConsoleOutputRequest::instanceId).containsExactly("i-0def");
    }

    @Test
    void whenTheWaitEndsTheConsoleIsReadForTheLastTime() throws InterruptedException {
        ec2.prints("ami-bake: provisioned\n");
        seen(theBuilder(0, "CREATE_COMPLETE"), provisioned(1, "CREATE_IN_PROGRESS", null));
        seen(event(9, "InstanceReady", "AWS::CloudFormation::WaitCondition", "CREATE_IN_PROGRESS", null, null));
        seen(provisioned(20, "CREATE_COMPLETE", null));
        assertThat(ec2.requests).isEmpty();
        seen(event(21, "InstanceReady", "AWS::CloudFormation::WaitCondition", "CREATE_COMPLETE", null, null));
        time.sleep(Duration.ofMinutes(1));
        builder.tick();

        assertThat(ec2.requests).hasSize(1);
    }

    @Test
    void theFirstFailureReadsTheConsoleAtOnceBeforeTheRollbackDeletesTheBuilder() {
        ec2.prints(
                "ami-bake: script 1/1 10-x.sh\noh no\nami-bake: FAILED script 10-x.sh line 3: false (exit code 1)\n");
        seen(theBuilder(0, "CREATE_COMPLETE"), provisioned(1, "CREATE_IN_PROGRESS", null));

        seen(provisioned(9, "CREATE_FAILED", "Received FAILURE signal with UniqueId i-0abc"));

        assertThat(builder.report().failure()).contains("script 10-x.sh line 3: false (exit code 1)");
        assertThat(builder.report().lastLines()).contains("oh no");
    }

    @Test
    void aConsoleThatLagsBehindTheFailureIsReadOnceMore() {
        ec2.prints("ami-bake: script 1/1 10-x.sh\n");
        ec2.prints("ami-bake: script 1/1 10-x.sh\nami-bake: FAILED script 10-x.sh line 3: false (exit code 1)\n");
        seen(theBuilder(0, "CREATE_COMPLETE"));
        seen(provisioned(9, "CREATE_FAILED", "Received FAILURE signal with UniqueId i-0abc"));
        builder.tick();
        builder.tick();
        builder.tick();

        assertThat(builder.report().failure()).contains("script 10-x.sh line 3: false (exit code 1)");
        assertThat(ec2.requests).hasSize(2);
    }

    @Test
    void linesOfTheBootAreOnlyForTheCurious() {
        show("[    0.000000] Linux version 6.1\nWelcome to Amazon Linux\nami-bake: files\nreal work\n");

        assertThat(console.info).containsExactly("[builder] ami-bake: files", "[builder] real work");
        assertThat(console.debug).contains("[builder] Welcome to Amazon Linux");
    }

    @Test
    void whatTheKernelSaysInBetweenIsOnlyForTheCurious() {
        show("ami-bake: files\n[   41.123456] xfs filesystem being mounted\n[  OK  ] Started x\nreal work\n");

        assertThat(console.info).containsExactly("[builder] ami-bake: files", "[builder] real work");
        assertThat(builder.report().lastLines()).containsExactly("ami-bake: files", "real work");
    }

    @Test
    void whatCloudInitPutsBeforeALineIsTakenOff() {
        show("[   40.000001] cloud-init[1234]: ami-bake: script 1/2 10-x.sh\n[   41.5] cloud-init[1234]: hello\n");

        assertThat(console.info).containsExactly("[builder] ami-bake: script 1/2 10-x.sh", "[builder] hello");
    }

    @Test
    void theShutdownIsOnlyForTheCurious() {
        show("ami-bake: provisioned\nStopped target Multi-User System\n");

        assertThat(console.info).containsExactly("[builder] ami-bake: provisioned");
    }

    @Test
    void whatFollowsTheFailureIsOnlyForTheCurious() {
        show("ami-bake: FAILED script a line 1: x (exit code 1)\nCloud-init v. 22.2.2 finished\n");

        assertThat(builder.report().lastLines()).containsExactly("ami-bake: FAILED script a line 1: x (exit code 1)");
    }

    @Test
    void theRunningScriptIsKnown() {
        show("ami-bake: script 1/3 10-x.sh\nami-bake: script 10-x.sh done in 3 s\nami-bake: script 2/3 20-y.sh\n");

        assertThat(builder.report().running()).contains("script 2/3 20-y.sh");
    }

    @Test
    void noScriptIsRunningBetweenTwo() {
        show("ami-bake: script 1/3 10-x.sh\nami-bake: script 10-x.sh done in 3 s\n");

        assertThat(builder.report().running()).isEmpty();
    }

    @Test
    void theFirstFailureStandsWhateverFailsAfterIt() {
        show("ami-bake: FAILED script a line 1: x (exit code 1)\nami-bake: FAILED to signal: the stack will wait\n");

        assertThat(builder.report().failure()).contains("script a line 1: x (exit code 1)");
    }

    @Test
    void fortyLinesAreRemembered() {
        StringBuilder output = new StringBuilder("ami-bake: files\n");
        IntStream.rangeClosed(1, 100)
                .forEach(i -> output.append("line ").append(i).append('\n'));
        show(output.toString());

        List<String> last = builder.report().lastLines();
        assertThat(last).hasSize(40).startsWith("line 61").endsWith("line 100");
    }

    @Test
    void whereTheLatestIsNotSupportedTheOlderOutputIsAskedFor() {
        ec2.refuses(400, "UnsupportedOperation").prints("ami-bake: files\n");
        seen(theBuilder(0, "CREATE_COMPLETE"));

        builder.tick();

        assertThat(console.info).containsExactly("[builder] ami-bake: files");
        assertThat(ec2.requests.get(1).latest()).isNull();
    }

    @Test
    void whereNoOutputIsSupportedNothingIsAskedAgain() throws InterruptedException {
        ec2.refuses(400, "UnsupportedOperation").refuses(400, "UnsupportedOperation");
        seen(theBuilder(0, "CREATE_COMPLETE"));
        builder.tick();
        time.sleep(Duration.ofMinutes(1));
        builder.tick();

        assertThat(ec2.requests).hasSize(2);
        assertThat(console.warnings).isEmpty();
    }

    @Test
    void whoeverMayNotReadTheConsoleBakesWithoutIt() throws InterruptedException {
        ec2.refuses(403, "UnauthorizedOperation");
        seen(theBuilder(0, "CREATE_COMPLETE"));
        builder.tick();
        time.sleep(Duration.ofMinutes(1));
        builder.tick();

        assertThat(ec2.requests).hasSize(1);
    }

    @Test
    void throttlingOnlyMeansToAskLater() throws InterruptedException {
        ec2.refuses(503, "RequestLimitExceeded").prints("ami-bake: files\n");
        seen(theBuilder(0, "CREATE_COMPLETE"));
        builder.tick();
        time.sleep(Duration.ofSeconds(10));
        builder.tick();

        assertThat(console.info).containsExactly("[builder] ami-bake: files");
    }

    private void show(String output) {
        ec2.prints(output);
        seen(theBuilder(0, "CREATE_COMPLETE"));
        builder.tick();
    }

    private void seen(software.amazon.awssdk.services.cloudformation.model.StackEvent... events) {
        builder.seen(Stream.of(events).map(StackEvent::of).toList());
    }
}
