package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.PreflightAdvice;
import io.github.amibaker.advice.ResolutionAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.console.Console;
import io.github.amibaker.request.BakeRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** What is asked only before a stack is created, since a bake that joins or finds its image has no need of it. */
final class CreationChecks {
    private final AwsClients clients;
    private final Console console;
    private final InstantSource clock;
    private final Asking asking;

    CreationChecks(AwsClients clients, Console console, InstantSource clock) {
        this.clients = clients;
        this.console = console;
        this.clock = clock;
        this.asking = new Asking(clients.failures());
    }

    /**
     * Asks everything at the same time.
     *
     * @param found what is known; what is not, is not checked
     * @param template the rendered template; empty when there is none
     */
    void run(BakeRequest request, Findings found, Optional<String> template, Faults faults) {
        Asking.together(
                List.<Consumer<Faults>>of(
                        all -> instance(request, found, all),
                        all -> template.ifPresent(body -> new TemplateValidation(clients, asking).check(body, all)),
                        all -> found.caller()
                                .filter(caller -> request.roles().simulateRights())
                                .ifPresent(caller ->
                                        new RightsCheck(clients, console, asking).check(request, caller, all)),
                        all -> new StagingCheck(clients).find(request, all),
                        all -> new CredentialsLife(console, clock).check(clients.credentialsEnd(), request, all)),
                faults);
        if (!asking.refused().isEmpty()) {
            console.info(PreflightAdvice.notChecked(asking.refused()));
        }
    }

    private void instance(BakeRequest request, Findings found, Faults faults) {
        Optional<String> type = found.type().map(InstanceTypeCheck.Found::name);
        type.flatMap(name -> info(name, found, faults))
                .ifPresent(info -> found.base().ifPresent(base -> new InstanceFit(base.image(), info, faults).check()));
        if (type.isPresent() && found.network().zone().isPresent()) {
            offered(type.get(), found.network().zone().get(), request, faults);
        }
    }

    /** What a default type is like has not been asked yet. */
    private Optional<InstanceTypeInfo> info(String type, Findings found, Faults faults) {
        Optional<InstanceTypeInfo> known = found.type().flatMap(InstanceTypeCheck.Found::info);
        if (known.isPresent()) {
            return known;
        }
        Optional<Optional<InstanceTypeInfo>> asked =
                asking.ask(InstanceTypeCheck.ACTION, () -> InstanceTypeCheck.ask(clients.ec2(), type));
        if (asked.filter(Optional::isEmpty).isPresent()) {
            faults.add(ResolutionAdvice.unknownType(type, clients.region()));
        }
        return asked.flatMap(one -> one);
    }

    private void offered(String type, String zone, BakeRequest request, Faults faults) {
        asking.ask(
                        "ec2:DescribeInstanceTypeOfferings",
                        () -> clients.ec2()
                                .describeInstanceTypeOfferings(ask -> ask.locationType(LocationType.AVAILABILITY_ZONE)
                                        .filters(filter("instance-type", type), filter("location", zone)))
                                .instanceTypeOfferings())
                .filter(List::isEmpty)
                .ifPresent(none -> faults.add(PreflightAdvice.notOffered(
                        type, zone, request.machine().subnetId().orElse(""))));
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
