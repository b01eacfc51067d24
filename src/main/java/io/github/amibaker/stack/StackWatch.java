package io.github.amibaker.stack;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.aws.Pace;
import io.github.amibaker.aws.Sleeper;
import io.github.amibaker.aws.TimeOver;
import io.github.amibaker.console.Console;
import io.github.amibaker.console.PartingWords;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Watches what CloudFormation does to a stack until it is done, and prints it. Watching changes nothing in AWS: it can
 * end at any moment and be taken up again by another.
 */
public final class StackWatch {
    private final CloudFormationClient cloudFormation;
    private final Ec2Client ec2;
    private final Failures failures;
    private final Console console;
    private final Sleeper sleeper;
    private final InstantSource clock;
    private final Supplier<Pace> paces;

    /**
     * Collaborators of one goal.
     *
     * @param paces a new pace for each watch
     */
    public StackWatch(
            CloudFormationClient cloudFormation,
            Ec2Client ec2,
            Failures failures,
            Console console,
            Sleeper sleeper,
            InstantSource clock,
            Supplier<Pace> paces) {
        this.cloudFormation = cloudFormation;
        this.ec2 = ec2;
        this.failures = failures;
        this.console = console;
        this.sleeper = sleeper;
        this.clock = clock;
        this.paces = paces;
    }

    /**
     * Watches a bake until its stack is complete, or has failed and CloudFormation is done with it.
     *
     * @throws BakeException when AWS refuses to be asked, or the watching is interrupted, or the goal's time is over; the
     *     bake goes on in all three cases
     */
    public StackOutcome follow(String stackArn) {
        return follow(stackArn, StackListener.NONE);
    }

    /**
     * The same, with somebody who listens.
     *
     * @param listener hears of each event once, and may take its time
     */
    public StackOutcome follow(String stackArn, StackListener listener) {
        BuilderConsole builder = new BuilderConsole(ec2, console, clock);
        return watch(new StackEvents(cloudFormation, stackArn), Optional.of(builder), listener);
    }

    /**
     * Watches a deletion that is going on until the stack is gone or the deletion has failed.
     *
     * @throws BakeException as {@link #follow(String)}
     */
    public StackOutcome followDeletion(String stackArn) {
        return followDeletion(new StackEvents(cloudFormation, stackArn));
    }

    StackOutcome followDeletion(StackEvents events) {
        return watch(events, Optional.empty(), StackListener.NONE);
    }

    private StackOutcome watch(StackEvents events, Optional<BuilderConsole> builder, StackListener listener) {
        StackPoll poll = new StackPoll(cloudFormation, failures, console, clock, events);
        WatchLog log = new WatchLog(console, clock, builder.isPresent());
        Pace pace = paces.get();
        String name = StackOutcome.nameIn(events.stackArn());
        String parting = builder.isPresent() ? StackAdvice.goesOn(name) : StackAdvice.deletionGoesOn(name);
        PartingWords words = new PartingWords(console, parting);
        try {
            while (true) {
                boolean news = look(poll, log, builder, listener);
                Optional<StackOutcome> end = end(poll, log, builder, listener, news);
                if (end.isPresent()) {
                    return end.get();
                }
                if (news) {
                    pace.news();
                }
                sleeper.sleep(poll.patience(pace.next()));
            }
        } catch (TimeOver over) {
            throw StackAdvice.timeOver(over.limit(), name, log.goingOn(), parting);
        } catch (InterruptedException | AbortedException interrupted) {
            Thread.currentThread().interrupt();
            throw StackAdvice.interrupted(parting, interrupted);
        } finally {
            words.close();
        }
    }

    private static boolean look(StackPoll poll, WatchLog log, Optional<BuilderConsole> builder, StackListener listener)
            throws InterruptedException {
        var fresh = poll.events();
        // What the builder printed before it failed, or was done, comes before the news of that.
        builder.ifPresent(watched -> watched.seen(fresh));
        log.print(fresh, poll.isFirst());
        listener.seen(fresh);
        builder.ifPresent(BuilderConsole::tick);
        return !fresh.isEmpty();
    }

    /** CloudFormation lists events a little late: after the last one, and after silence, the stack itself is asked. */
    private static Optional<StackOutcome> end(
            StackPoll poll, WatchLog log, Optional<BuilderConsole> builder, StackListener listener, boolean news)
            throws InterruptedException {
        boolean settled = log.stackStatus().filter(StackStatus::isSettled).isPresent();
        boolean silent = !news && log.remindOfSilence();
        if (poll.isUnanswered() || (!poll.isGone() && !settled && !silent)) {
            return Optional.empty();
        }
        Optional<Stack> stack = poll.stack();
        StackStatus status = stack.map(Stack::status).orElse(StackStatus.GONE);
        if (poll.isUnanswered() || !status.isSettled()) {
            return Optional.empty();
        }
        look(poll, log, builder, listener);
        var events = poll.all();
        BuilderReport report = builder.map(BuilderConsole::report).orElse(BuilderReport.NONE);
        return Optional.of(new StackOutcome(poll.stackArn(), stack, status, events, RootCause.of(events), report));
    }
}
