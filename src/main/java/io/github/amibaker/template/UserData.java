package io.github.amibaker.template;

import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BakeRequest.OnFailure;
import io.github.amibaker.request.BakeRequest.Signal;
import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The builder's user data: a small script with the payload in it. {@code @[name]} in the script is replaced here,
 * {@code @{Name}} by CloudFormation, as a {@code Ref}, {@code @{Name.Attribute}} as a {@code GetAtt}.
 */
final class UserData {
    /** Bytes that EC2 takes before they are encoded in base64. */
    static final int MOST_BYTES = 16_384;
    /** Logical id of the wait condition, which the {@code resource} form signals. */
    static final String WAIT_CONDITION = "Provisioned";

    /** Where the payload is unpacked on the builder: it survives a reboot only when it must. */
    private static final String ON_DISK = "/var/lib/ami-bake";

    private static final String IN_MEMORY = "/run/ami-bake";

    private static final String HANDLE = "ProvisionedHandle";
    /** Room for the address of a wait condition handle: a presigned URL, its stack's name apart. */
    private static final int HANDLE_BYTES = 640;

    private static final int REGION_BYTES = 16;
    private static final int STACK_ID_BYTES = 240;
    private static final int BASE64_LINE = 76;
    private static final Pattern TEXT = Pattern.compile("@\\[([A-Za-z]+)]");
    /** A line that is a comment, the first ({@code #!}) excepted. */
    /** A line of its own, or what a function takes. */
    private static final Pattern COMMENT = Pattern.compile("(?<=\n)[ \t]*#[^\n]*\n|(?<=\\(\\) \\{) #[^\n]*");

    private static final Pattern INDENTATION = Pattern.compile("(?m)^[ \t]+");

    private static final Pattern REFERENCE = Pattern.compile("@\\{([A-Za-z:.]+)}");
    /** What the client tells when scripts and files are staged, and the room for it: a checksum and a presigned URL. */
    private static final String STAGED = "Staged.Data";

    private static final int STAGED_BYTES = 2_600;

    private final String script;
    private final String stackName;
    private final Archive payload;
    private final int payloadBytes;

    UserData(BakeRequest request, String baseImageId, Bundle bundle) {
        this(request, request.staging().needed(), baseImageId, bundle);
    }

    /** @param staged whether scripts and files are, whatever is decided of it yet */
    UserData(BakeRequest request, boolean staged, String baseImageId, Bundle bundle) {
        stackName = request.stackName();
        SortedMap<String, Bytes> guest = guest(bundle, request, staged);
        guest.putAll(new Surroundings(request.egress()).files());
        payload = request.provisioning().platform() == Platform.WINDOWS
                ? new ZipPayload(request.provisioning(), guest)
                : new Payload(request.provisioning(), guest, staged);
        String encoded = Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\n'}).encodeToString(payload.bytes());
        payloadBytes = encoded.length();
        String proxy = new Surroundings(request.egress()).exports();
        Map<String, String> texts = Map.of(
                "proxy",
                proxy,
                "signal",
                request.signal().name().toLowerCase(Locale.ROOT),
                "signalResource",
                WAIT_CONDITION,
                "baseImage",
                baseImageId,
                "provisionTimeout",
                String.valueOf(request.provisionTimeout().toSeconds()),
                "powerOffAfter",
                String.valueOf(powerOffAfter(request).toSeconds()),
                "work",
                request.provisioning().expectsReboot() ? ON_DISK : IN_MEMORY,
                "payload",
                encoded);
        script = TEXT.matcher(stub(bundle, request, staged, !proxy.isEmpty())).replaceAll(match -> {
            String text = texts.get(match.group(1));
            if (text == null) {
                throw new IllegalStateException(Bundle.STUB + " asks for @[" + match.group(1) + "], which is unknown");
            }
            return Matcher.quoteReplacement(text);
        });
    }

    /** The plugin's own files for the top of the payload, by name; comments and indentation stay at home, as room is scarce. */
    static SortedMap<String, Bytes> guest(Bundle bundle, BakeRequest request, boolean staged) {
        SortedMap<String, Bytes> guest = new TreeMap<>();
        Bundle.guest(request, staged)
                .forEach(name -> guest.put(name, bare(name, bundle.text(Bundle.guestFolder(request) + name))));
        return guest;
    }

    /** A failed builder that is kept for a look is kept until the stack's deadline. */
    private static Duration powerOffAfter(BakeRequest request) {
        return request.onFailure() == OnFailure.KEEP ? request.deadline() : request.provisionTimeout();
    }

    private static Bytes bare(String name, String script) {
        String bare = COMMENT.matcher(script).replaceAll("");
        return Bytes.of(name.endsWith(".py") ? bare : INDENTATION.matcher(bare).replaceAll(""));
    }

    /** No handle in the {@code resource} form, no proxy where there is none, and only what is staged waits for the client. */
    private static String stub(Bundle bundle, BakeRequest request, boolean staged, boolean proxy) {
        return bundle.text(Bundle.stub(request))
                .lines()
                .filter(line -> request.signal() == Signal.HANDLE || !line.contains("@{" + HANDLE + "}"))
                .filter(line -> proxy || !line.contains("@[proxy]"))
                .filter(line -> staged || !line.contains("@{" + STAGED + "}"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** JSON on one line for {@code UserData}: {@code Fn::Base64} of an {@code Fn::Join}. */
    String json() {
        List<Object> parts = new ArrayList<>();
        Matcher reference = REFERENCE.matcher(script);
        int end = 0;
        while (reference.find()) {
            parts.add(script.substring(end, reference.start()));
            parts.add(reference(reference.group(1)));
            end = reference.end();
        }
        parts.add(script.substring(end));
        return Json.of(Map.of("Fn::Base64", Map.of("Fn::Join", List.of("", parts))));
    }

    private static Map<String, ?> reference(String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? Map.of("Ref", name)
                : Map.of("Fn::GetAtt", List.of(name.substring(0, dot), name.substring(dot + 1)));
    }

    /** As the builder gets it, with {@code ${Name}} where CloudFormation puts what only it knows. */
    String text() {
        return REFERENCE.matcher(script).replaceAll(match -> Matcher.quoteReplacement("${" + match.group(1) + "}"));
    }

    /** The length in bytes once CloudFormation has put in what it knows, rather too long than too short. */
    int size() {
        String filled = REFERENCE
                .matcher(script)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group(1)) {
                            case HANDLE -> "x".repeat(HANDLE_BYTES) + stackName;
                            case STAGED -> "x".repeat(STAGED_BYTES) + stackName;
                            case "AWS::StackName" -> stackName;
                            case "AWS::Region" -> "x".repeat(REGION_BYTES);
                            default -> "x".repeat(STACK_ID_BYTES);
                        }));
        return filled.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A line for each part with its size, the biggest first. */
    List<String> breakdown() {
        Map<String, Integer> sizes = new HashMap<>(payload.sizes());
        Bundle.GUEST.forEach(sizes::remove);
        Bundle.GUEST_OF_WINDOWS.forEach(sizes::remove);
        List<String> lines = new ArrayList<>();
        lines.add(
                "payload, compressed and in base64: " + payloadBytes + " bytes; around it: " + (size() - payloadBytes));
        sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(part -> part.getKey() + ": " + part.getValue() + " bytes compressed")
                .forEach(lines::add);
        return lines;
    }
}
