package io.github.amibaker.orphans;

import io.github.amibaker.advice.OrphanAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.aws.Sleeper;
import io.github.amibaker.console.Console;
import io.github.amibaker.stack.StackLookup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What carries the tags of a stack of the plugin that is gone, in one account and region. A stack is asked for by the
 * ARN in the tag: what has none, or that of a stack which is still there, is nobody's orphan. Neither is an image that is
 * available.
 */
public final class Orphans {
    private final AwsClients clients;
    private final Console console;
    private final InstantSource clock;
    private final GoneStacks gone;
    /** In the order in which they can be deleted: what uses another goes first. */
    private final List<Leftovers> kinds;

    /** Looks with these clients, and tells that console. */
    public Orphans(AwsClients clients, Console console, Sleeper sleeper, InstantSource clock) {
        this.clients = clients;
        this.console = console;
        this.clock = clock;
        this.gone = new GoneStacks(
                new StackLookup(clients.cloudformation(), clients.failures()), clients.region(), account());
        this.kinds = List.of(
                new SpotRequests(clients.ec2()),
                new Instances(clients.ec2(), sleeper),
                new Images(clients.ec2(), clock),
                new Snapshots(clients.ec2()),
                new Volumes(clients.ec2()),
                new SecurityGroups(clients.ec2()),
                new LaunchTemplates(clients.ec2()),
                new LogGroups(clients.logs()),
                new Buckets(clients.s3().client(), clients.region()));
    }

    /** Tells what there is, a line each, and changes nothing. */
    public void list() {
        List<String> lines = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Leftovers kind : kinds) {
            for (Leftover orphan : find(kind, ids, failures)) {
                ids.add(orphan.id());
                lines.add(line(kind, orphan));
            }
        }
        if (lines.isEmpty() && failures.isEmpty()) {
            console.info(OrphanAdvice.none(clients.region()));
        } else if (!lines.isEmpty()) {
            console.info(OrphanAdvice.heading(clients.region()));
            lines.forEach(console::info);
            console.info(OrphanAdvice.howToDelete(lines.size()));
        }
        check(failures, "mvn ami:clean -Dami.orphans");
    }

    /**
     * Deletes what there is. Each kind is looked for anew right before it is deleted, so that what came into use, or free,
     * in the meantime is seen; what cannot be deleted does not keep the rest.
     *
     * @throws io.github.amibaker.advice.BakeException in the end, with all that could not be deleted
     * @throws InterruptedException when the sleeper says so
     */
    public void delete() throws InterruptedException {
        List<String> failures = new ArrayList<>();
        int deleted = 0;
        for (Leftovers kind : kinds) {
            for (Leftover orphan : find(kind, Set.of(), failures)) {
                Optional<String> failure = delete(kind, orphan);
                failure.ifPresent(failures::add);
                deleted += failure.isPresent() ? 0 : 1;
            }
            settle(kind, failures);
        }
        console.info(
                deleted == 0 && failures.isEmpty() ? OrphanAdvice.none(clients.region()) : OrphanAdvice.done(deleted));
        check(failures, "mvn ami:clean -Dami.orphans=delete");
    }

    /** @param goingToo ids of orphans, whose use of another does not count */
    private List<Leftover> find(Leftovers kind, Set<String> goingToo, List<String> failures) {
        try {
            return kind.find().stream()
                    .filter(leftover -> goingToo.containsAll(leftover.usedBy()))
                    .filter(gone::made)
                    .toList();
        } catch (AbortedException ending) {
            throw ending;
        } catch (SdkException failure) {
            failures.add(OrphanAdvice.notListed(
                    kind.kind(), kind.listing(), Failures.code(failure), Failures.message(failure)));
            return List.of();
        }
    }

    private Optional<String> delete(Leftovers kind, Leftover orphan) {
        try {
            kind.delete(orphan.id());
        } catch (AbortedException ending) {
            throw ending;
        } catch (SdkException failure) {
            String code = Failures.code(failure);
            if (!code.contains("NotFound")
                    && !code.equals("InvalidAMIID.Unavailable")
                    && !code.equals("NoSuchBucket")) {
                return Optional.of(OrphanAdvice.notDeleted(
                        kind.kind(), orphan.id(), kind.deletion(), code, Failures.message(failure)));
            }
        }
        console.info(OrphanAdvice.deleted(kind.kind(), orphan.id(), orphan.stackName(), orphan.what()));
        return Optional.empty();
    }

    private static void settle(Leftovers kind, List<String> failures) throws InterruptedException {
        try {
            kind.settle();
        } catch (AbortedException ending) {
            throw ending;
        } catch (SdkException failure) {
            failures.add(OrphanAdvice.notListed(
                    kind.kind(), kind.listing(), Failures.code(failure), Failures.message(failure)));
        }
    }

    private static void check(List<String> failures, String command) {
        if (!failures.isEmpty()) {
            throw OrphanAdvice.failed(failures, command);
        }
    }

    private String line(Leftovers kind, Leftover orphan) {
        Optional<Duration> age = orphan.created().map(created -> Duration.between(created, clock.instant()));
        return OrphanAdvice.line(kind.kind(), orphan.id(), age, orphan.stackName(), orphan.what());
    }

    private String account() {
        try {
            return clients.sts().getCallerIdentity().account();
        } catch (SdkException failure) {
            throw clients.failures().of("sts:GetCallerIdentity", failure);
        }
    }
}
