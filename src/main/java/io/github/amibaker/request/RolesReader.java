package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.MachineAdvice;
import java.util.regex.Pattern;

/** Reads what CloudFormation and the function may do. */
final class RolesReader {
    private static final String IAM = "arn:aws[a-z-]*:iam::";
    static final Pattern ROLE = Pattern.compile(IAM + "[0-9]{12}:role/(?:[!-~]+/)?[A-Za-z0-9_+=,.@-]{1,64}");
    private static final Pattern POLICY =
            Pattern.compile(IAM + "(?:[0-9]{12}|aws):policy/(?:[!-~]+/)?[A-Za-z0-9_+=,.@-]{1,128}");
    /** As CreateRole takes it. */
    private static final Pattern PATH = Pattern.compile("/|/[!-~]{1,510}/");

    private RolesReader() {}

    static BakeRequest.Roles read(BakeParameters parameters, Faults faults) {
        return new BakeRequest.Roles(
                MachineReader.matching(ROLE, parameters.roleArn, MachineAdvice::malformedRoleArn, faults),
                MachineReader.matching(
                        POLICY, parameters.permissionsBoundary, MachineAdvice::malformedPermissionsBoundary, faults),
                MachineReader.matching(PATH, parameters.rolePath, MachineAdvice::malformedRolePath, faults),
                parameters.simulateRights);
    }
}
