package io.github.amibaker.orphans;

import io.github.amibaker.aws.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Builders. */
final class Instances implements Leftovers {
    private static final Duration PAUSE = Duration.ofSeconds(3);
    /** A metal instance takes some minutes to go. */
    private static final int MOST_LOOKS = 200;

    private final Ec2Client ec2;
    private final Sleeper sleeper;
    private final Set<String> going = new TreeSet<>();

    Instances(Ec2Client ec2, Sleeper sleeper) {
        this.ec2 = ec2;
        this.sleeper = sleeper;
    }

    @Override
    public String kind() {
        return "instance";
    }

    @Override
    public String listing() {
        return "ec2:DescribeInstances";
    }

    @Override
    public String deletion() {
        return "ec2:TerminateInstances";
    }

    @Override
    public List<Leftover> find() {
        return living().stream()
                .map(instance -> new Leftover(
                        instance.instanceId(),
                        Tags.of(instance.tags()),
                        instance.launchTime(),
                        instance.instanceTypeAsString() + ", "
                                + instance.state().nameAsString()))
                .toList();
    }

    @Override
    public void delete(String id) {
        ec2.terminateInstances(request -> request.instanceIds(id));
        going.add(id);
    }

    /** Volumes and groups are free only when the instance is gone. */
    @Override
    public void settle() throws InterruptedException {
        for (int look = 0; look < MOST_LOOKS && !going.isEmpty(); look++) {
            sleeper.sleep(PAUSE);
            going.retainAll(ec2
                    .describeInstancesPaginator(request -> request.filters(
                            Tags.marked(),
                            Tags.filter(
                                    "instance-state-name",
                                    "pending",
                                    "running",
                                    "stopping",
                                    "stopped",
                                    "shutting-down")))
                    .reservations()
                    .stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .map(Instance::instanceId)
                    .toList());
        }
    }

    private List<Instance> living() {
        return ec2
                .describeInstancesPaginator(request -> request.filters(
                        Tags.marked(), Tags.filter("instance-state-name", "pending", "running", "stopping", "stopped")))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList();
    }
}
