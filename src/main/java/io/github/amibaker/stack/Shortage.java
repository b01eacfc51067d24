package io.github.amibaker.stack;

import io.github.amibaker.request.Candidate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why AWS has no builder to give just now, so that another type, place or market may have one. CloudFormation tells the
 * message of EC2's error, and its code at times only, so that each is known by both.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">EC2's error codes</a>
 */
public enum Shortage {
    CAPACITY(
            'C',
            "InsufficientInstanceCapacity",
            "InsufficientInstanceCapacity|do not have sufficient \\S+ capacity|no Spot capacity available"
                    + "|Insufficient capacity|UnfulfillableCapacity",
            Scope.ITSELF),
    UNSUPPORTED(
            'U',
            "Unsupported",
            "not supported in your requested Availability Zone|requested configuration is currently not supported"
                    + "|^Unsupported: ",
            Scope.TYPE_IN_PLACE),
    ADDRESSES(
            'A',
            "InsufficientFreeAddressesInSubnet",
            "InsufficientFreeAddressesInSubnet|not enough free addresses in subnet",
            Scope.PLACE),
    VOLUMES(
            'D',
            "InsufficientVolumeCapacity",
            "InsufficientVolumeCapacity|not enough capacity to fulfill your EBS volume",
            Scope.ITSELF),
    SPOT_PRICE(
            'P',
            "SpotMaxPriceTooLow",
            "SpotMaxPriceTooLow|lower than the minimum required Spot request fulfillment price",
            Scope.ITSELF),
    SPOT_COUNT(
            'S',
            "MaxSpotInstanceCountExceeded",
            "MaxSpotInstanceCountExceeded|Max spot instance count exceeded",
            Scope.TYPE_IN_MARKET),
    /** It is made when the account's first spot instance is launched, by whoever may. */
    SPOT_ROLE(
            'R',
            "AuthFailure.ServiceLinkedRoleCreationNotPermitted",
            "ServiceLinkedRoleCreationNotPermitted|permission to create the service-linked role for EC2 Spot",
            Scope.MARKET),
    VCPUS(
            'V',
            "VcpuLimitExceeded",
            "VcpuLimitExceeded|requested more vCPU capacity than your current",
            Scope.TYPE_IN_MARKET),
    INSTANCES(
            'N',
            "InstanceLimitExceeded",
            "InstanceLimitExceeded|requested more instances \\(\\d+\\) than your current instance limit",
            Scope.TYPE_IN_MARKET),
    /**
     * The builder tells it itself, when EC2 gave it notice; its signal's id says so in both forms of the signal. Where it
     * could not, the function finds out that it was EC2 who stopped it.
     */
    INTERRUPTED(
            'I',
            "spot interruption",
            "(?i:uniqueid:?) ami-spot-interruption|Server\\.SpotInstance(?:Termination|Shutdown)",
            Scope.MARKET);

    private final char letter;
    private final String code;
    private final Pattern reason;
    private final Scope rulesOut;

    Shortage(char letter, String code, String reason, Scope rulesOut) {
        this.letter = letter;
        this.code = code;
        this.reason = Pattern.compile(reason);
        this.rulesOut = rulesOut;
    }

    /** The shortage for which a bake failed; empty when it failed for another reason. */
    public static Optional<Shortage> of(StackEvent rootCause) {
        Optional<String> text = rootCause.reason().map(RootCause::readable);
        for (Shortage one : values()) {
            boolean told =
                    text.filter(reason -> one.reason.matcher(reason).find()).isPresent();
            if (told
                    && (one == INTERRUPTED
                            ? rootCause.isOfWaitCondition()
                                    || rootCause.isOfInstance()
                                    || rootCause.isOfCustomResource()
                            : rootCause.isOfInstance())) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The one with this letter. */
    public static Optional<Shortage> of(char letter) {
        for (Shortage one : values()) {
            if (one.letter == letter) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** What stands for it where there is little room. */
    public char letter() {
        return letter;
    }

    /** EC2's error code. */
    public String code() {
        return code;
    }

    /** Whether it would fail another candidate too. */
    public boolean rulesOut(Candidate failed, Candidate other) {
        return failed.name().equals(other.name()) || rulesOut.holds(failed, other);
    }

    /** Which other candidates fail for the same reason. */
    private enum Scope {
        ITSELF,
        TYPE_IN_PLACE,
        TYPE_IN_MARKET,
        PLACE,
        MARKET;

        boolean holds(Candidate failed, Candidate other) {
            boolean type = failed.instanceType().equals(other.instanceType());
            boolean place = failed.subnetId().equals(other.subnetId());
            boolean market = failed.spot() == other.spot();
            return switch (this) {
                case ITSELF -> false;
                case TYPE_IN_PLACE -> type && place;
                case TYPE_IN_MARKET -> type && market;
                case PLACE -> place;
                case MARKET -> market;
            };
        }
    }
}
