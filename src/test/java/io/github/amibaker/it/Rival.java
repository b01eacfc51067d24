package io.github.amibaker.it;

import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Somebody else in the account of a test, whose doings cross a bake's. */
public final class Rival {
    private final Cloud cloud;

    /** Works in the account of that cloud's test. */
    public Rival(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Takes an image's name while a bake is under way. */
    public void takeImageNameOnceABuilderRuns(String name) throws IOException, InterruptedException {
        try (Ec2Client ec2 = cloud.ec2()) {
            cloud.await("a builder", seen -> !builders(ec2).isEmpty());
            ec2.createImage(r -> r.instanceId(builders(ec2).get(0)).name(name).noReboot(true));
        }
    }

    private static List<String> builders(Ec2Client ec2) {
        return ec2.describeInstances().reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(instance -> instance.state().name() == InstanceStateName.RUNNING)
                .map(instance -> instance.instanceId())
                .toList();
    }
}
