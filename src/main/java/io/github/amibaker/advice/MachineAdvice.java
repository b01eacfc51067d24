package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;

/** What to do about a builder and its roles that AWS would not take. */
public final class MachineAdvice {
    private MachineAdvice() {}

    /** A security group is not written like one. */
    public static Fault malformedSecurityGroup(String value) {
        return fault(
                Parameter.SECURITY_GROUP_IDS,
                "The security group " + quote(value) + " is neither an id nor a name of a group.",
                "A group id is sg- and 8 or 17 hexadecimal digits (aws ec2 describe-security-groups"
                        + " lists them); leave them out for a group of the stack's own.");
    }

    /** A security group is named twice. */
    public static Fault repeatedSecurityGroup(String value) {
        return fault(
                Parameter.SECURITY_GROUP_IDS,
                "The security group " + quote(value) + " is named twice.",
                "Name every group once.");
    }

    /** More groups than a network interface can have. */
    public static Fault tooManySecurityGroups(int count, int most) {
        return fault(
                Parameter.SECURITY_GROUP_IDS,
                count + " security groups are named.",
                "A network interface takes " + most + " at most, and 5 unless AWS raised your quota.");
    }

    /** The instance profile is neither name nor ARN. */
    public static Fault malformedInstanceProfile(String value) {
        return fault(
                Parameter.INSTANCE_PROFILE,
                "The instance profile " + quote(value) + " is neither a name nor an ARN.",
                "Write its name (letters, digits and + = , . @ _ -, 128 at most) or arn:aws:iam::<account>:instance-profile/<name>.");
    }

    /** The service role is no ARN of a role. */
    public static Fault malformedRoleArn(String value) {
        return fault(
                Parameter.ROLE_ARN,
                "The service role " + quote(value) + " is no ARN of a role.",
                "Write arn:aws:iam::<account>:role/<name>, with 12 digits for the account.");
    }

    /** The boundary is no ARN of a policy. */
    public static Fault malformedPermissionsBoundary(String value) {
        return fault(
                Parameter.PERMISSIONS_BOUNDARY,
                "The permissions boundary " + quote(value) + " is no ARN of a policy.",
                "Write arn:aws:iam::<account>:policy/<name>, with 12 digits or aws for the account.");
    }

    /** The path is none that IAM takes. */
    public static Fault malformedRolePath(String value) {
        return fault(
                Parameter.ROLE_PATH,
                "The role path " + quote(value) + " is none that IAM takes.",
                "It begins and ends with a slash, such as /builds/, without spaces, 512 characters at most.");
    }
}
