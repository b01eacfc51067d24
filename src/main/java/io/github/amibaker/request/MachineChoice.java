package io.github.amibaker.request;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Which machines the builder may be, and where; more than one of either is tried in the order of {@link Candidate}.
 *
 * @param instanceTypes in the user's order; empty: one that fits the architecture of the base image
 * @param subnetIds in the user's order; empty: those of the filter, or the default VPC's
 * @param subnetFilter what subnets are looked for by
 * @param spot whether spot instances are tried before on-demand ones
 */
public record MachineChoice(
        List<String> instanceTypes, List<String> subnetIds, Optional<SubnetFilter> subnetFilter, Optional<Spot> spot) {

    /**
     * By what EC2 finds subnets; at least one is given. In values {@code *} stands for any text.
     *
     * @param name the tag {@code Name}
     * @param zone availability zone
     */
    public record SubnetFilter(
            Optional<String> name, Optional<String> vpcId, Optional<String> zone, SortedMap<String, String> tags) {}

    /**
     * Spot instances.
     *
     * @param maxPrice dollars an hour; empty: what they cost, which is at most the on-demand price
     */
    public record Spot(Optional<String> maxPrice) {}

    /** Whether a subnet is named or looked for, so that it is not the default VPC's. */
    public boolean namesSubnets() {
        return !subnetIds.isEmpty() || subnetFilter.isPresent();
    }

    /** Whether there may be more than one candidate. */
    public boolean hasChoice() {
        return instanceTypes.size() > 1 || subnetIds.size() > 1 || subnetFilter.isPresent() || spot.isPresent();
    }
}
