package io.github.amibaker.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS was asked about a request before anything is created.
 *
 * @param account id of the caller's account
 * @param caller ARN of the caller
 * @param partition {@code aws}, {@code aws-cn}, …
 * @param region the region in use
 * @param baseImageId the base image, {@code ami-…}
 * @param baseImageName its name
 * @param rootDeviceName its root device, such as {@code /dev/xvda}
 * @param architecture {@code x86_64} or {@code arm64}
 * @param vpcId the builder's VPC; empty when nothing in the request needs it (the default VPC is used)
 * @param candidates which machines the builder may be, and where, in the order in which they are tried
 * @param candidate the one in use
 * @param groupIds ids of the security groups that the user named by name
 */
public record Resolution(
        String account,
        String caller,
        String partition,
        String region,
        String baseImageId,
        String baseImageName,
        String rootDeviceName,
        String architecture,
        Optional<String> vpcId,
        List<Candidate> candidates,
        Candidate candidate,
        Map<String, String> groupIds) {

    /** The builder's type, that of the candidate in use. */
    public String instanceType() {
        return candidate.instanceType();
    }

    /** The same with another candidate in use. */
    public Resolution at(Candidate other) {
        return new Resolution(
                account,
                caller,
                partition,
                region,
                baseImageId,
                baseImageName,
                rootDeviceName,
                architecture,
                vpcId,
                candidates,
                other,
                groupIds);
    }

    /** Ids of the security groups that the user named by id or name. */
    public List<String> groups(List<String> named) {
        return named.stream().map(one -> groupIds.getOrDefault(one, one)).toList();
    }
}
