package io.github.amibaker.preflight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.iam.paginators.SimulatePrincipalPolicyIterable;

/** An IAM whose simulator allows everything but what a test takes away. */
public final class FakeIam implements IamClient {
    /** What the simulator says of an action, instead of allowing it; action and resource in one word each. */
    final Map<String, EvaluationResult> not = new HashMap<>();

    final List<SimulatePrincipalPolicyRequest> asked = new ArrayList<>();
    public final Map<String, String> instanceProfiles = new HashMap<>();
    Optional<String> refusal = Optional.empty();

    /** The ARNs that were simulated. */
    synchronized List<String> principals() {
        return asked.stream()
                .map(SimulatePrincipalPolicyRequest::policySourceArn)
                .distinct()
                .sorted()
                .toList();
    }

    /** All actions that were asked about. */
    public synchronized List<String> actions() {
        return asked.stream()
                .flatMap(one -> one.actionNames().stream())
                .sorted()
                .toList();
    }

    /** The question about an action. */
    synchronized SimulatePrincipalPolicyRequest about(String action) {
        return asked.stream()
                .filter(one -> one.actionNames().contains(action))
                .findFirst()
                .orElseThrow();
    }

    void deny(String action, Function<EvaluationResult.Builder, EvaluationResult.Builder> how) {
        not.put(
                action,
                how.apply(EvaluationResult.builder().evalDecision("implicitDeny"))
                        .build());
    }

    static IamException error(String code) {
        return (IamException) IamException.builder()
                .statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(code + " it is")
                        .build())
                .build();
    }

    @Override
    public SimulatePrincipalPolicyIterable simulatePrincipalPolicyPaginator(SimulatePrincipalPolicyRequest request) {
        return new SimulatePrincipalPolicyIterable(this, request);
    }

    @Override
    public synchronized SimulatePrincipalPolicyResponse simulatePrincipalPolicy(
            SimulatePrincipalPolicyRequest request) {
        asked.add(request);
        refusal.ifPresent(code -> {
            throw error(code);
        });
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(request.actionNames().stream()
                        .map(action -> result(action, request.resourceArns()))
                        .toList())
                .build();
    }

    /** As IAM answers: about one resource at once, about several one by one. */
    private EvaluationResult result(String action, List<String> resources) {
        EvaluationResult result = not.getOrDefault(
                action, EvaluationResult.builder().evalDecision("allowed").build());
        if (resources.size() == 1) {
            return result.copy(it -> it.evalActionName(action).evalResourceName(resources.get(0)));
        }
        return result.copy(it -> it.evalActionName(action)
                .resourceSpecificResults(resources.stream()
                        .map(resource -> ResourceSpecificResult.builder()
                                .evalResourceName(resource)
                                .evalResourceDecision(result.evalDecisionAsString())
                                .missingContextValues(result.missingContextValues())
                                .permissionsBoundaryDecisionDetail(result.permissionsBoundaryDecisionDetail())
                                .build())
                        .toList()));
    }

    @Override
    public GetRoleResponse getRole(GetRoleRequest request) {
        return GetRoleResponse.builder()
                .role(role -> role.arn("arn:aws:iam::123456789012:role/team/" + request.roleName()))
                .build();
    }

    @Override
    public GetInstanceProfileResponse getInstanceProfile(GetInstanceProfileRequest request) {
        String role = instanceProfiles.get(request.instanceProfileName());
        if (role == null) {
            throw error("NoSuchEntity");
        }
        return GetInstanceProfileResponse.builder()
                .instanceProfile(
                        profile -> profile.roles(Role.builder().arn(role).build()))
                .build();
    }

    @Override
    public String serviceName() {
        return "iam";
    }

    @Override
    public void close() {
        // holds nothing
    }
}
