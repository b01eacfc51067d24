package io.github.amibaker.orphans;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SpotInstanceRequest;

/** Requests that would launch a builder anew, with what they launched, which carries no tag of its own. */
final class SpotRequests implements Leftovers {
    private final Ec2Client ec2;

    SpotRequests(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public String kind() {
        return "spot request";
    }

    @Override
    public String listing() {
        return "ec2:DescribeSpotInstanceRequests";
    }

    @Override
    public String deletion() {
        return "ec2:CancelSpotInstanceRequests, ec2:TerminateInstances";
    }

    @Override
    public List<Leftover> find() {
        return ec2
                .describeSpotInstanceRequestsPaginator(
                        request -> request.filters(Tags.marked(), Tags.filter("state", "open", "active", "disabled")))
                .spotInstanceRequests()
                .stream()
                .map(request -> new Leftover(
                        request.spotInstanceRequestId(),
                        Tags.of(request.tags()),
                        request.createTime(),
                        request.stateAsString()))
                .toList();
    }

    @Override
    public void delete(String id) {
        ec2.cancelSpotInstanceRequests(request -> request.spotInstanceRequestIds(id));
        List<String> launched = ec2
                .describeSpotInstanceRequestsPaginator(
                        request -> request.filters(Tags.filter("spot-instance-request-id", id)))
                .spotInstanceRequests()
                .stream()
                .map(SpotInstanceRequest::instanceId)
                .filter(instance -> instance != null)
                .toList();
        if (!launched.isEmpty()) {
            ec2.terminateInstances(request -> request.instanceIds(launched));
        }
    }
}
