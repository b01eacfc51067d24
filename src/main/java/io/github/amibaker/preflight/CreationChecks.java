package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.PreflightAdvice;
import io.github.amibaker.advice.ResolutionAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.console.Console;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Candidate;
import io.github.amibaker.request.Candidate.Place;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.UsageClassType;

/** What is asked only before a stack is created, since a bake that joins or finds its image has no need of it. */
final class CreationChecks {
    private final AwsClients clients;
    private final Console console;
    private final InstantSource clock;
    private final Asking asking;
    private volatile Predicate<Candidate> offered = candidate -> true;

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
     * @return whether EC2 offers what a candidate is where it is to stand
     */
    Predicate<Candidate> run(BakeRequest request, Findings found, Optional<String> template, Faults faults) {
        Asking.together(
                List.<Consumer<Faults>>of(
                        all -> instance(found, all),
                        all -> template.ifPresent(body -> new TemplateValidation(clients, asking).check(body, all)),
                        all -> found.caller()
                                .filter(caller -> request.roles().simulateRights())
                                .ifPresent(caller ->
                                        new RightsCheck(clients, console, asking).check(request, caller, all)),
                        all -> new StagingCheck(clients, asking).find(request, all),
                        all -> new CredentialsLife(console, clock).check(clients.credentialsEnd(), request, all)),
                faults);
        if (!asking.refused().isEmpty()) {
            console.info(PreflightAdvice.notChecked(asking.refused()));
        }
        return offered;
    }

    private void instance(Findings found, Faults faults) {
        List<String> types =
                found.types().stream().map(InstanceTypeCheck.Found::name).toList();
        Set<String> onDemandOnly = new HashSet<>();
        for (InstanceTypeCheck.Found type : found.types()) {
            Optional<InstanceTypeInfo> info = info(type, faults);
            info.ifPresent(known ->
                    found.base().ifPresent(base -> new InstanceFit(base.image(), known, faults).check()));
            info.filter(InstanceTypeInfo::hasSupportedUsageClasses)
                    .filter(known -> !known.supportedUsageClasses().contains(UsageClassType.SPOT))
                    .ifPresent(known -> onDemandOnly.add(type.name()));
        }
        List<Place> places = found.network().places();
        if (!types.isEmpty() && !places.isEmpty()) {
            offered(types, places, faults);
        }
        offered = offered.and(candidate -> !candidate.spot() || !onDemandOnly.contains(candidate.instanceType()));
    }

    /** What a default type is like has not been asked yet. */
    private Optional<InstanceTypeInfo> info(InstanceTypeCheck.Found type, Faults faults) {
        if (type.info().isPresent()) {
            return type.info();
        }
        Optional<Map<String, InstanceTypeInfo>> asked =
                asking.ask(InstanceTypeCheck.ACTION, () -> InstanceTypeCheck.ask(clients.ec2(), List.of(type.name())));
        if (asked.filter(all -> !all.containsKey(type.name())).isPresent()) {
            faults.add(ResolutionAdvice.unknownType(type.name(), clients.region()));
        }
        return asked.map(all -> all.get(type.name()));
    }

    /** One that is not offered is left out, while there is another. */
    private void offered(List<String> types, List<Place> places, Faults faults) {
        List<String> zones = places.stream().map(Place::zone).distinct().toList();
        Optional<Set<String>> answer = asking.ask(
                "ec2:DescribeInstanceTypeOfferings",
                () -> clients
                        .ec2()
                        .describeInstanceTypeOfferingsPaginator(ask -> ask.locationType(LocationType.AVAILABILITY_ZONE)
                                .filters(filter("instance-type", types), filter("location", zones)))
                        .instanceTypeOfferings()
                        .stream()
                        .map(one -> one.instanceTypeAsString() + " " + one.location())
                        .collect(Collectors.toSet()));
        if (answer.isEmpty()) {
            return;
        }
        if (!answer.get().isEmpty()) {
            offered = candidate -> candidate
                    .zone()
                    .map(zone -> answer.get().contains(candidate.instanceType() + " " + zone))
                    .orElse(true);
            return;
        }
        for (String type : types) {
            places.forEach(place -> faults.add(PreflightAdvice.notOffered(type, place.zone(), place.subnetId())));
        }
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
