package io.github.amibaker.request;

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
 * @param instanceType the builder's type
 * @param vpcId the builder's VPC; empty when nothing in the request needs it (the default VPC is used)
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
        String instanceType,
        Optional<String> vpcId) {}
