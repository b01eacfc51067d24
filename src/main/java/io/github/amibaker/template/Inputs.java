package io.github.amibaker.template;

import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BakeRequest.Machine;
import io.github.amibaker.request.BakeRequest.PayloadFile;
import io.github.amibaker.request.BakeRequest.RootVolume;
import io.github.amibaker.request.BakeRequest.Script;
import io.github.amibaker.request.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A hash over all that shapes the image (DESIGN 8). Each part is preceded by its name and both by their lengths, so
 * that parts cannot run together. No time, path, commit, machine, user or credentials are in it.
 */
final class Inputs {
    private final MessageDigest digest;

    private Inputs() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The hash, hexadecimal.
     *
     * @param baseImageId what the base image was resolved to
     * @param instanceType the builder's type, given or worked out
     * @param sources template, function and what runs on the builder, by name
     */
    static String of(BakeRequest request, String baseImageId, String instanceType, SortedMap<String, Bytes> sources) {
        Inputs inputs = new Inputs();
        sources.forEach((name, content) -> inputs.add("source " + name, content));
        inputs.add("version", request.project().version());
        if (nameTheProject(sources)) {
            inputs.add("project", request.project().coordinates());
        }
        inputs.add("stackName", request.stackName());
        inputs.add("imageName", request.imageName());
        inputs.add("baseImageId", baseImageId);
        inputs.add("signal", request.signal().name());
        inputs.add("provisionTimeout", request.provisionTimeout().toString());
        inputs.add("permissionsBoundary", request.roles().permissionsBoundary());
        inputs.add("rolePath", request.roles().rolePath());
        inputs.machine(request.machine(), instanceType);
        inputs.provisioning(request.provisioning());
        inputs.add("tags", Json.of(request.tags()));
        inputs.add("templateVariables", Json.of(request.template().variables()));
        return HexFormat.of().formatHex(inputs.digest.digest());
    }

    /**
     * The image does not know which project it is baked from, so that modules with one stack name share it, unless a
     * template of the user's own asks for the project.
     */
    private static boolean nameTheProject(SortedMap<String, Bytes> sources) {
        return sources.entrySet().stream()
                .filter(source -> source.getKey().startsWith("template/"))
                .anyMatch(source -> source.getValue().utf8().contains("project"));
    }

    private void machine(Machine machine, String instanceType) {
        add("instanceType", instanceType);
        add("subnetId", machine.subnetId());
        add("securityGroupIds", Json.of(machine.securityGroupIds()));
        add("instanceProfile", machine.instanceProfile());
        add("associatePublicIp", machine.associatePublicIp());
        RootVolume volume = machine.rootVolume();
        add("rootVolume size", volume.size());
        add("rootVolume type", volume.type());
        add("rootVolume iops", volume.iops());
        add("rootVolume throughput", volume.throughput());
    }

    private void provisioning(BakeRequest.Provisioning provisioning) {
        for (Script script : provisioning.scripts()) {
            add("script " + script.name(), script.content());
        }
        List<PayloadFile> files = provisioning.files().stream()
                .sorted(java.util.Comparator.comparing(PayloadFile::path))
                .toList();
        for (PayloadFile file : files) {
            add("file " + file.path(), file.kind() + " " + Integer.toOctalString(file.mode()));
            add("content", file.content());
            add("link", file.linkTarget());
        }
        provisioning.environment().forEach((name, value) -> add("environment " + name, value));
    }

    private void add(String name, Optional<?> value) {
        add(name, value.map(Object::toString).map(text -> "=" + text).orElse(""));
    }

    private void add(String name, String value) {
        add(name, Bytes.of(value));
    }

    private void add(String name, Bytes value) {
        block(name.getBytes(StandardCharsets.UTF_8));
        block(value.toArray());
    }

    private void block(byte[] bytes) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
        digest.update(bytes);
    }
}
