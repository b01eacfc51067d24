package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.RightsAdvice;
import io.github.amibaker.advice.RightsAdvice.Denial;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.policy.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryDecisionDetail;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

/**
 * IAM's own word on rights. A denial that hangs on something which only a real call brings along, such as whether there
 * was a second factor, is no denial here.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html">SimulatePrincipalPolicy</a>
 */
final class RightsSimulation {
    private static final String ACTION = "iam:SimulatePrincipalPolicy";

    private final AwsClients clients;
    private final Asking asking;
    private final SortedSet<String> undecided = new TreeSet<>();
    private final SortedSet<String> missing = new TreeSet<>();

    RightsSimulation(AwsClients clients, Asking asking) {
        this.clients = clients;
        this.asking = asking;
    }

    /** A question for each right that a bake needs; parameter is where somebody else can be named. */
    List<Consumer<Faults>> questions(String principal, Parameter parameter, List<Right> rights) {
        return rights.stream()
                .filter(Right::needed)
                .<Consumer<Faults>>map(right -> faults -> ask(principal, parameter, right, faults))
                .toList();
    }

    /** Actions of which nobody can tell beforehand. */
    synchronized Set<String> undecided() {
        return new TreeSet<>(undecided);
    }

    /** What they hang on. */
    synchronized Set<String> missing() {
        return new TreeSet<>(missing);
    }

    private void ask(String principal, Parameter parameter, Right right, Faults faults) {
        SortedMap<String, String> context = new TreeMap<>(right.conditions());
        context.put("aws:RequestedRegion", clients.region());
        SimulatePrincipalPolicyRequest request = SimulatePrincipalPolicyRequest.builder()
                .policySourceArn(principal)
                .actionNames(right.actions())
                .resourceArns(
                        right.resources().stream().map(Right.Resource::example).toList())
                .contextEntries(
                        context.entrySet().stream().map(RightsSimulation::entry).toList())
                .build();
        asking.ask(ACTION, () -> {
            try {
                List<Denial> denials = new ArrayList<>();
                clients.iam()
                        .simulatePrincipalPolicyPaginator(request)
                        .evaluationResults()
                        .forEach(result -> judge(result, denials));
                RightsAdvice.denied(parameter, principal, denials).forEach(faults::add);
            } catch (IamException refused) {
                if (!Set.of("NoSuchEntity", "NoSuchEntityException").contains(Failures.code(refused))) {
                    throw refused;
                }
                faults.add(RightsAdvice.unknownPrincipal(parameter, principal));
            }
            return true;
        });
    }

    private void judge(EvaluationResult result, List<Denial> denials) {
        boolean byOrganization = result.organizationsDecisionDetail() != null
                && !result.organizationsDecisionDetail().allowedByOrganizations();
        if (!result.hasResourceSpecificResults()) {
            judge(
                    result.evalActionName(),
                    result.evalResourceName(),
                    result.evalDecision(),
                    result.missingContextValues(),
                    reason(result.evalDecision(), byOrganization, result.permissionsBoundaryDecisionDetail()),
                    denials);
        }
        for (ResourceSpecificResult one : result.resourceSpecificResults()) {
            judge(
                    result.evalActionName(),
                    one.evalResourceName(),
                    one.evalResourceDecision(),
                    one.missingContextValues(),
                    reason(one.evalResourceDecision(), byOrganization, one.permissionsBoundaryDecisionDetail()),
                    denials);
        }
    }

    private synchronized void judge(
            String action,
            String resource,
            PolicyEvaluationDecisionType decision,
            List<String> lacking,
            String reason,
            List<Denial> denials) {
        if (decision == PolicyEvaluationDecisionType.ALLOWED) {
            return;
        }
        if (lacking.isEmpty()) {
            denials.add(new Denial(action, resource, reason));
        } else {
            undecided.add(action);
            missing.addAll(lacking);
        }
    }

    private static String reason(
            PolicyEvaluationDecisionType decision, boolean byOrganization, PermissionsBoundaryDecisionDetail boundary) {
        if (byOrganization) {
            return RightsAdvice.BY_ORGANIZATION;
        }
        if (boundary != null && !boundary.allowedByPermissionsBoundary()) {
            return RightsAdvice.BY_BOUNDARY;
        }
        return decision == PolicyEvaluationDecisionType.EXPLICIT_DENY
                ? RightsAdvice.BY_STATEMENT
                : RightsAdvice.BY_NOBODY;
    }

    private static ContextEntry entry(Map.Entry<String, String> known) {
        return ContextEntry.builder()
                .contextKeyName(known.getKey())
                .contextKeyType(ContextKeyTypeEnum.STRING)
                .contextKeyValues(known.getValue())
                .build();
    }
}
