package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.where;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cures for the failures of AWS whose cause is known by their text.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">EC2's error codes</a>
 */
public final class Cures {
    /** A text of AWS, and what to do about it. */
    private record Known(Pattern text, Function<MatchResult, String> cure) {
        Known(String text, String cure) {
            this(Pattern.compile(text), found -> cure);
        }

        Known(String text, Function<MatchResult, String> cure) {
            this(Pattern.compile(text), cure);
        }
    }

    private static final String MORE =
            " Or ask for a higher quota (Service Quotas, or aws service-quotas request-service-quota-increase).";

    /** The first that fits is told: what names a thing comes before what only names a class of errors. */
    private static final List<Known> KNOWN = List.of(
            new Known(
                    "security token included in the request is expired|ExpiredToken|RequestExpired",
                    "Without a service role CloudFormation works with the credentials it was called with, and these"
                            + " expired in the middle. Name a role that outlives them (" + where(Parameter.ROLE_ARN)
                            + "), or get credentials that live longer than the bake (" + where(Parameter.PROFILE)
                            + ")."),
            new Known(
                    "staging: [^\\n]*AccessDenied",
                    "Whoever runs the bake puts scripts and files into S3 and needs s3:PutObject, s3:GetObject and"
                            + " s3:AbortMultipartUpload there (mvn ami:policy writes where), and no policy of the"
                            + " bucket's own may deny it; or leave <bucket> out for one that the stack makes ("
                            + where(Parameter.STAGING) + ")."),
            new Known(
                    "InsufficientInstanceCapacity|do not have sufficient \\S+ capacity",
                    "AWS has no room for that instance type in that zone now. Take another type ("
                            + where(Parameter.INSTANCE_TYPE) + "), a subnet in another zone ("
                            + where(Parameter.SUBNET_ID) + "), or wait."),
            new Known(
                    "VcpuLimitExceeded|InstanceLimitExceeded|requested more vCPU capacity than your current",
                    "The account's quota of running instances is used up. Terminate some, or take a smaller type or one"
                            + " of another family (" + where(Parameter.INSTANCE_TYPE) + ")." + MORE),
            new Known(
                    "VolumeLimitExceeded|MaxIOPSLimitExceeded|exceeded your maximum \\S+ storage limit",
                    "The region's quota of EBS storage or IOPS is used up. Delete volumes, or ask for a smaller or"
                            + " slower one, or another type (" + where(Parameter.ROOT_VOLUME) + ")." + MORE),
            new Known(
                    "ResourceLimitExceeded|SnapshotLimitExceeded|reached your quota of \\d+ for the number of (?:\\S+ )?images",
                    "The region's quota of images or snapshots is used up. Deregister images that nobody needs; mvn"
                            + " ami:clean -Dami.deregister removes those of the stack (" + where(Parameter.STACK_NAME)
                            + ")." + MORE),
            new Known(
                    "SecurityGroupLimitExceeded|maximum number of security groups for VPC '\\S+' has been reached",
                    "The quota of security groups is used up. Name one that exists, so that none is made ("
                            + where(Parameter.SECURITY_GROUP_IDS) + ")." + MORE),
            new Known(
                    "Cannot exceed quota for (\\w+): \\d+",
                    found -> "The account's IAM quota " + found.group(1) + " is used up. Delete what nobody needs."
                            + MORE),
            new Known(
                    "No default VPC for this user|VPCIdNotSpecified|No subnets found for the default VPC",
                    "The region has no default VPC, or one without subnets. Name a subnet ("
                            + where(Parameter.SUBNET_ID)
                            + "), or make the default ones (aws ec2 create-default-vpc, create-default-subnet)."),
            new Known(
                    "InvalidKMSKey|inaccessible (?:AWS )?KMS key|Client\\.InternalError",
                    "The instance ended at once, mostly because a KMS key cannot be used that encrypts the base image's"
                            + " snapshot or, by the account's default, new volumes. Enable the key and let its policy"
                            + " grant who launches (the caller, or " + where(Parameter.ROLE_ARN)
                            + ") kms:CreateGrant, kms:Decrypt, kms:DescribeKey, kms:GenerateDataKeyWithoutPlaintext and"
                            + " kms:ReEncrypt*; or take another base image (" + where(Parameter.BASE_IMAGE) + ")."),
            new Known(
                    "need to accept terms and subscribe(?:[^\\n]*?(https?://\\S+))?",
                    found -> "The base image is a product of AWS Marketplace. Subscribe to it in this account"
                            + (found.group(1) == null ? "" : " at " + found.group(1))
                            + ", or take another base image (" + where(Parameter.BASE_IMAGE) + ")."),
            new Known(
                    "You are not subscribed to this service|needs a subscription for the service",
                    "The account is not signed up for that service, or the region is not enabled for it. Finish the sign-up"
                            + " in AWS's console, enable the region (aws account enable-region --region-name ...), or take"
                            + " another (" + where(Parameter.REGION) + ")."),
            new Known(
                    "Not authorized for images: \\[(ami-\\w+)]",
                    found -> "This account may not launch " + found.group(1) + ", or it is gone. Let its owner share it"
                            + " (aws ec2 modify-image-attribute --image-id " + found.group(1)
                            + " --launch-permission ...), or take another base image (" + where(Parameter.BASE_IMAGE)
                            + ")."),
            new Known(
                    "architecture '\\S+' of the specified instance type does not match",
                    "Take an instance type of the base image's architecture (" + where(Parameter.INSTANCE_TYPE)
                            + "), or a base image of the type's (" + where(Parameter.BASE_IMAGE) + ")."),
            new Known(
                    "Elastic Network Adapter \\(ENA\\) is required for",
                    "Take a base image that is enabled for ENA (" + where(Parameter.BASE_IMAGE)
                            + "), or an instance type that works without (" + where(Parameter.INSTANCE_TYPE) + ")."),
            new Known(
                    "is not supported in your requested Availability Zone|requested configuration is currently not"
                            + " supported|^Unsupported: ",
                    "The zone or the base image does not go with that instance type. Take another type ("
                            + where(Parameter.INSTANCE_TYPE) + "), or a subnet in a zone that has it ("
                            + where(Parameter.SUBNET_ID) + ")."),
            new Known(
                    "InvalidAMIName\\.\\w+|AMI name .+ is already in use",
                    "Give the image another name, or none so that each has its own (" + where(Parameter.IMAGE_NAME)
                            + ")."),
            new Known(
                    "with identifier '[^']*' already exists|already exists in stack|^\\S+ already exists(?: \\(|\\.?$)"
                            + "|Role with name \\S+ already exists",
                    "Something of that name exists outside of this stack. Remove it, or leave the name to"
                            + " CloudFormation in the template (" + where(Parameter.TEMPLATE) + ")."),
            new Known(
                    "(sg-\\w+) has a dependent object",
                    found -> "Something that the stack did not make uses " + found.group(1)
                            + ". Find it with aws ec2 describe-network-interfaces --filters Name=group-id,Values="
                            + found.group(1) + ", or in the rules of other groups, and detach it."),
            new Known(
                    "Cannot delete entity, must (?:detach|delete|remove)",
                    "Somebody added to the role or profile what the stack does not know: take it off again (aws iam"
                            + " list-attached-role-policies, list-role-policies, list-instance-profiles-for-role)."),
            new Known(
                    "instance '(i-\\w+)' may not be terminated",
                    found -> "It is protected: aws ec2 modify-instance-attribute --instance-id " + found.group(1)
                            + " --no-disable-api-termination."),
            new Known(
                    "Stack \\[([^\\]]+)\\] cannot be deleted while TerminationProtection is enabled",
                    found -> "Somebody protected it: aws cloudformation update-termination-protection --stack-name "
                            + found.group(1) + " --no-enable-termination-protection."));

    private static final Pattern ENCODED = Pattern.compile("Encoded authorization failure message: (\\S+)");
    private static final Pattern DENIED =
            Pattern.compile("(?:User: (\\S+) )?is not authorized to perform: (\\w[\\w-]*:\\w+)"
                    + "(?: on resource: ((?:[a-z-]+ )?[^\\s,]+))?"
                    + "(?<deny>[^\\n]*? with an explicit deny(?: in an? (?<policy>[a-z][a-z -]*[a-z]))?)?");

    private Cures() {}

    /**
     * What mends a failure, when its cause is known.
     *
     * @param reason AWS's message, with its error code before it when there is one
     * @param command what to run afterwards, such as {@code mvn ami:bake}
     */
    public static Optional<String> of(String reason, String command) {
        return denied(reason).or(() -> known(reason)).map(cure -> cure + " Then run " + command + " again.");
    }

    private static Optional<String> known(String reason) {
        for (Known known : KNOWN) {
            Matcher found = known.text().matcher(reason);
            if (found.find()) {
                return Optional.of(known.cure().apply(found));
            }
        }
        return Optional.empty();
    }

    /** Who needs which right, as far as AWS tells; the rest stands in a code that only the account can read. */
    private static Optional<String> denied(String reason) {
        Matcher denied = DENIED.matcher(reason);
        Matcher encoded = ENCODED.matcher(reason);
        boolean told = denied.find();
        boolean coded = encoded.find();
        if (!told && !coded) {
            return Optional.empty();
        }
        StringBuilder cure = new StringBuilder(told ? right(denied) : "A right is missing.");
        if (coded) {
            cure.append(" All of it: aws sts decode-authorization-message --query DecodedMessage --output text")
                    .append(" --encoded-message ")
                    .append(encoded.group(1))
                    .append(" .");
        }
        cure.append(told && denied.group(4) != null ? " Let that be lifted" : " Let it be granted")
                .append("; or name a service role for CloudFormation that may do it (")
                .append(where(Parameter.ROLE_ARN))
                .append("), or other credentials (")
                .append(where(Parameter.PROFILE))
                .append(").");
        if (told && denied.group(2).matches("iam:(?:Create|Put|Attach)Role\\w*")) {
            cure.append(" Where roles must have a permissions boundary or a path, name it (")
                    .append(where(Parameter.PERMISSIONS_BOUNDARY))
                    .append("; ")
                    .append(where(Parameter.ROLE_PATH))
                    .append(").");
        }
        return Optional.of(cure.toString());
    }

    private static String right(MatchResult denied) {
        String who = denied.group(1) == null ? "The caller" : denied.group(1);
        String what = denied.group(2)
                + (denied.group(3) == null ? "" : " on " + denied.group(3).replaceAll("\\.$", ""));
        if (denied.group(4) == null) {
            return who + " needs the IAM right " + what + ".";
        }
        String policy = denied.group(5) == null ? "policy" : denied.group(5);
        return who + " needs the IAM right " + what + ", which a " + policy + " denies explicitly.";
    }
}
