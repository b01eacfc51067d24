package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.RightsAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.console.Console;
import io.github.amibaker.policy.CallerRights;
import io.github.amibaker.policy.CloudFormationRights;
import io.github.amibaker.policy.Right;
import io.github.amibaker.policy.Scope;
import io.github.amibaker.request.BakeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.Role;

/** Whether the caller and the service role may do what a bake does, as far as IAM's simulator can tell. */
final class RightsCheck {
    private static final String SESSION = "assumed-role/";

    private final AwsClients clients;
    private final Console console;
    private final Asking asking;

    RightsCheck(AwsClients clients, Console console, Asking asking) {
        this.clients = clients;
        this.console = console;
        this.asking = asking;
    }

    void check(BakeRequest request, Caller caller, Faults faults) {
        Optional<String> builderRole = request.machine().instanceProfile().flatMap(profile -> roleOf(profile, faults));
        Scope scope = new Scope(caller.partition(), clients.region(), caller.account(), builderRole);
        List<Right> own = new ArrayList<>(CallerRights.of(request, scope, false));
        List<Right> cloudFormation = new ArrayList<>();
        if (request.template().file().isEmpty()) {
            cloudFormation.addAll(CloudFormationRights.of(request, scope));
        }
        if (builderRole.isEmpty()) {
            // which role is passed is not known, and who may pass it may not pass any
            cloudFormation.removeIf(right -> right.sid().equals(CloudFormationRights.PASS_BUILDER_ROLE));
        }
        List<Consumer<Faults>> questions = new ArrayList<>();
        RightsSimulation simulation = new RightsSimulation(clients, asking);
        Optional<String> role = request.roles().roleArn();
        if (role.isEmpty()) {
            own.addAll(cloudFormation);
        } else {
            questions.addAll(simulation.questions(role.get(), Parameter.ROLE_ARN, cloudFormation));
        }
        principal(caller).ifPresent(arn -> questions.addAll(simulation.questions(arn, Parameter.PROFILE, own)));
        Asking.together(questions, faults);
        if (!simulation.undecided().isEmpty()) {
            console.info(RightsAdvice.undecided(simulation.undecided(), simulation.missing()));
        }
    }

    /** Whose policies count: a session's are those of its role, whose path its ARN does not tell. */
    private Optional<String> principal(Caller caller) {
        String who = caller.arn().split(":", 6)[5];
        if (who.startsWith("user/")) {
            return Optional.of(caller.arn());
        }
        if (!who.startsWith(SESSION)) {
            console.info(RightsAdvice.notSimulated(who));
            return Optional.empty();
        }
        String name = who.substring(SESSION.length(), who.lastIndexOf('/'));
        return asking.ask(
                "iam:GetRole",
                () -> clients.iam().getRole(ask -> ask.roleName(name)).role().arn());
    }

    private Optional<String> roleOf(String profile, Faults faults) {
        String name = profile.substring(profile.lastIndexOf('/') + 1);
        Optional<List<Role>> roles = asking.ask("iam:GetInstanceProfile", () -> {
            try {
                return clients.iam()
                        .getInstanceProfile(ask -> ask.instanceProfileName(name))
                        .instanceProfile()
                        .roles();
            } catch (IamException refused) {
                if (!Set.of("NoSuchEntity", "NoSuchEntityException").contains(Failures.code(refused))) {
                    throw refused;
                }
                faults.add(RightsAdvice.unknownInstanceProfile(profile));
                return List.of();
            }
        });
        return roles.flatMap(all -> all.stream().findFirst()).map(Role::arn);
    }
}
