package io.github.amibaker.policy;

import io.github.amibaker.request.BakeRequest;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Where rights hold; {@code *} stands for what is not known.
 *
 * @param partition {@code aws}, {@code aws-cn}, …
 * @param builderRole ARN of the role in the builder's instance profile; empty when it is not known
 */
public record Scope(String partition, String region, String account, Optional<String> builderRole) {
    static final String ANY = "*";

    /** Whether the account is not known. */
    public boolean isOfAnyAccount() {
        return account.equals(ANY);
    }

    /** Whether the region is not known. */
    public boolean isOfAnyRegion() {
        return region.equals(ANY);
    }

    /** What the parameters tell, without asking AWS: a region, and an account when one alone is allowed. */
    public static Scope of(BakeRequest request) {
        Optional<String> region = request.connection().region();
        return new Scope(
                PartitionMetadata.of(Region.of(region.orElse("us-east-1"))).id(),
                region.orElse(ANY),
                request.connection().allowedAccounts().size() == 1
                        ? request.connection().allowedAccounts().get(0)
                        : ANY,
                Optional.empty());
    }
}
