package io.github.amibaker.it;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SpotInstanceRequest;

/** The spot market of a test's account: what is to be had on it, and what EC2 takes back. */
public final class SpotMarket {
    private final Cloud cloud;

    SpotMarket(Cloud cloud) {
        this.cloud = cloud;
    }

    /**
     * There is no spot capacity for these, while on demand there is.
     *
     * @param where types ({@code c5.large}), zones ({@code us-east-1a}), {@code type/zone}, or {@code *}; none ends it
     */
    public void hasNone(String... where) throws IOException, InterruptedException {
        cloud.set(Map.of("spotShortages", List.of(where)));
    }

    /** What an hour costs, in dollars; who would pay less gets none. */
    public void costs(double dollars) throws IOException, InterruptedException {
        cloud.set(Map.of("spotPrice", dollars));
    }

    /**
     * EC2 gives notice to all spot instances that run, and stops or terminates them.
     *
     * @param noticeSeconds from the notice to the end; two minutes in AWS
     */
    public void interrupt(double noticeSeconds) throws IOException, InterruptedException {
        interrupt(Map.of("seconds", noticeSeconds));
    }

    /** As {@code POST spot/interruptions} takes it: {@code instance}, {@code seconds}, {@code cause}, {@code backAfter}. */
    public void interrupt(Map<String, Object> how) throws IOException, InterruptedException {
        cloud.post("/spot/interruptions", how);
    }

    /** All requests, oldest first, also those that ended. */
    public List<SpotInstanceRequest> requests() {
        try (Ec2Client ec2 = cloud.ec2()) {
            return ec2.describeSpotInstanceRequests().spotInstanceRequests();
        }
    }
}
