package io.github.amibaker.it;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Somebody else in the account of a test, whose doings cross a bake's. */
public final class Rival {
    private static final Set<InstanceStateName> IMAGEABLE =
            Set.of(InstanceStateName.RUNNING, InstanceStateName.STOPPING);

    private final Cloud cloud;

    /** Works in the account of that cloud's test. */
    public Rival(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Takes an image's name while a bake is under way, whose builder does not stop before that is done. */
    public void takeImageNameOnceABuilderRuns(String name) throws IOException, InterruptedException {
        cloud.set(Map.of("stopHangs", true));
        Meanwhile.once(cloud, "a builder", seen -> !builders(seen).isEmpty(), () -> {
            try (Ec2Client ec2 = cloud.ec2()) {
                ec2.createImage(
                        r -> r.instanceId(builders(cloud).get(0)).name(name).noReboot(true));
            }
            cloud.set(Map.of("stopHangs", false));
        });
    }

    private static List<String> builders(Cloud cloud) {
        try (Ec2Client ec2 = cloud.ec2()) {
            return ec2.describeInstances().reservations().stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .filter(instance -> IMAGEABLE.contains(instance.state().name()))
                    .map(instance -> instance.instanceId())
                    .toList();
        }
    }
}
