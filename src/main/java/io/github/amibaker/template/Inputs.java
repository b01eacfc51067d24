package io.github.amibaker.template;

import io.github.amibaker.inputs.Parts;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BakeRequest.Machine;
import io.github.amibaker.request.BakeRequest.RootVolume;
import io.github.amibaker.request.BakeRequest.Script;
import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.Egress;
import io.github.amibaker.request.MachineChoice;
import io.github.amibaker.request.PayloadFile;
import io.github.amibaker.request.ScriptSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Collects all that shapes the image, in parts with names (DESIGN 8), from which the one hash is made. No time, path,
 * commit, machine, user or credentials are in it. What the user left out is no part, so that a parameter that comes with
 * a new version of the plugin changes nothing for those who do not use it; where order matters it is a part of its own.
 */
final class Inputs {
    private static final String TEMPLATE = "template/";

    private final Parts.Collector parts = new Parts.Collector();

    private Inputs() {}

    /**
     * The parts.
     *
     * @param baseImageId what the base image was resolved to
     * @param instanceType the builder's type, given or worked out
     * @param sources template, function and what runs on the builder, by name
     */
    static Parts of(BakeRequest request, String baseImageId, String instanceType, SortedMap<String, Bytes> sources) {
        Inputs inputs = new Inputs();
        inputs.sources(sources, request.template().file().isPresent());
        inputs.add("version", request.project().version());
        if (nameTheProject(sources)) {
            inputs.add("project", request.project().coordinates());
        }
        inputs.add("stackName", request.stackName());
        inputs.add("imageName", request.imageName());
        inputs.add("baseImage", baseImageId);
        inputs.add("signal", request.signal().name());
        inputs.add("provisionTimeout", request.provisionTimeout().toString());
        inputs.add("permissionsBoundary", request.roles().permissionsBoundary());
        inputs.add("rolePath", request.roles().rolePath());
        inputs.machine(request.machine(), instanceType);
        inputs.egress(request.egress());
        new ImagingInputs(inputs::add).add(request.imaging());
        inputs.provisioning(request.provisioning());
        if (request.template().file().isPresent()) {
            // what may make anything of it
            request.machine()
                    .choice()
                    .spot()
                    .ifPresent(spot -> inputs.add("spot", spot.maxPrice().orElse("true")));
        }
        request.tags().forEach((key, value) -> inputs.add("tag " + key, value));
        request.template().variables().forEach((key, value) -> inputs.add("templateVariable " + key, Json.of(value)));
        return inputs.parts.parts();
    }

    /** Each file of the user's own template by its name; what the plugin itself brings is one part. */
    private void sources(SortedMap<String, Bytes> sources, boolean ownTemplate) {
        List<Bytes> ofThePlugin = new ArrayList<>();
        sources.forEach((name, content) -> {
            if (ownTemplate && name.startsWith(TEMPLATE)) {
                add("template " + name.substring(TEMPLATE.length()), content);
            } else {
                ofThePlugin.add(Bytes.of(name));
                ofThePlugin.add(content);
            }
        });
        add("plugin", ofThePlugin.toArray(Bytes[]::new));
    }

    /**
     * The image does not know which project it is baked from, so that modules with one stack name share it, unless a
     * template of the user's own asks for the project.
     */
    private static boolean nameTheProject(SortedMap<String, Bytes> sources) {
        return sources.entrySet().stream()
                .filter(source -> source.getKey().startsWith(TEMPLATE))
                .anyMatch(source -> source.getValue().utf8().contains("project"));
    }

    /** The list that the user gave, not the one of it in use: the image is the same, and so it is whatever it costs. */
    private void choice(MachineChoice choice, String instanceType) {
        List<String> types = choice.instanceTypes();
        add("instanceType", types.isEmpty() ? instanceType : String.join(",", types));
        if (!choice.subnetIds().isEmpty()) {
            add("subnetId", String.join(",", choice.subnetIds()));
        }
        choice.subnetFilter().ifPresent(filter -> {
            add("subnetFilter name", filter.name());
            add("subnetFilter vpcId", filter.vpcId());
            add("subnetFilter zone", filter.zone());
            filter.tags().forEach((key, value) -> add("subnetFilter tag " + key, value));
        });
    }

    private void machine(Machine machine, String instanceType) {
        choice(machine.choice(), instanceType);
        if (!machine.securityGroupIds().isEmpty()) {
            add("securityGroupIds", Json.of(machine.securityGroupIds()));
        }
        add("instanceProfile", machine.instanceProfile());
        add("associatePublicIp", machine.associatePublicIp());
        RootVolume volume = machine.rootVolume();
        add("rootVolume size", volume.size());
        add("rootVolume type", volume.type());
        add("rootVolume iops", volume.iops());
        add("rootVolume throughput", volume.throughput());
    }

    private void egress(Egress egress) {
        egress.proxy().ifPresent(proxy -> add("builderProxy", new Surroundings(egress).exports()));
        for (Egress.Certificate certificate : egress.certificates()) {
            add("caCertificate " + certificate.name(), certificate.pem());
        }
        if (egress.keepCertificates()) {
            add("keepCaCertificates", "true");
        }
    }

    private void provisioning(BakeRequest.Provisioning provisioning) {
        for (Script script : provisioning.scripts()) {
            add("script " + script.name(), script.content());
            if (script.settings().isSet()) {
                settings("settings of script " + script.name(), script.settings());
            }
        }
        if (provisioning.scripts().size() > 1) {
            add(
                    "order of the scripts",
                    provisioning.scripts().stream().map(Script::name).collect(Collectors.joining("\n")));
        }
        for (PayloadFile file : provisioning.files()) {
            add(
                    "file " + file.path(),
                    Bytes.of(file.kind() + " " + Integer.toOctalString(file.mode())),
                    Bytes.of(file.owner().user() + ":" + file.owner().group()),
                    Bytes.of(ContentDigest.of(file.content())),
                    Bytes.of(file.linkTarget().orElse("")));
        }
        provisioning.environment().forEach((name, value) -> add("environment " + name, value));
    }

    private void settings(String name, ScriptSettings settings) {
        add(
                name,
                Bytes.of(settings.interpreter().orElse("")),
                Bytes.of(Json.of(settings.environment())),
                Bytes.of(settings.timeout().map(Object::toString).orElse("")),
                Bytes.of(settings.retries() + " " + settings.retryPause() + " " + settings.expectReboot()));
    }

    /** Nothing is added where there is none. */
    private void add(String name, Optional<?> value) {
        value.ifPresent(present -> add(name, present.toString()));
    }

    private void add(String name, String value) {
        add(name, Bytes.of(value));
    }

    private void add(String name, Bytes... blocks) {
        parts.add(name, Arrays.stream(blocks).map(Bytes::toArray).toArray(byte[][]::new));
    }
}
