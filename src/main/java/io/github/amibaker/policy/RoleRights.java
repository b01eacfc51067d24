package io.github.amibaker.policy;

import io.github.amibaker.policy.Right.Resource;
import java.util.List;
import java.util.Optional;

/** What it takes to make a role in the stack, to hand it to a service, and to take it away again. */
final class RoleRights {
    private RoleRights() {}

    static List<Right> of(String sid, Resource role, String passedTo, Optional<String> boundary) {
        Right change = Right.of(sid, List.of("iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePolicy"), role);
        return List.of(
                // so that nobody makes a role with it that may do more than he may himself
                boundary.map(arn -> change.when("iam:PermissionsBoundary", arn)).orElse(change),
                Right.of(
                        sid + "End",
                        List.of(
                                "iam:DeleteRole",
                                "iam:GetRole",
                                "iam:GetRolePolicy",
                                "iam:ListAttachedRolePolicies",
                                "iam:ListRolePolicies",
                                "iam:TagRole"),
                        role),
                Right.of(sid + "Passed", List.of("iam:PassRole"), role).when("iam:PassedToService", passedTo));
    }
}
