package io.github.amibaker.template;

import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BakeRequest.Provisioning;
import io.github.amibaker.request.BakeRequest.Script;
import io.github.amibaker.request.BakeRequest.Signal;
import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files that the plugin carries: the built-in template, what runs on the builder, the function. */
final class Bundle {
    /** The built-in template. */
    static final String TEMPLATE = "template.yaml.ftl";
    /** What becomes the user data, the payload in it. */
    static final String STUB = "user-data.sh";
    /** The function that makes the image. */
    static final String FUNCTION = "create_image.py";
    /** The function that empties what was staged. */
    static final String STAGING_FUNCTION = "staging.py";
    /** The function that ends spot requests. */
    static final String SPOT_FUNCTION = "spot.py";
    /** What these functions have in common, and how they name it. */
    private static final String RESPONSE = "response.py";

    private static final String IMPORT = "from response import Fault, send\n";
    /** What looks out for their end on the builder. */
    static final String SPOT_WATCH = "spot.sh";
    /** What goes to the top of the payload; in one list, as a jar cannot be asked for its folders. */
    static final List<String> GUEST = List.of(
            "bash-env",
            "ca.sh",
            "each.sh",
            "fetch.py",
            "finish.sh",
            "provision.sh",
            "rebooted.sh",
            "report.sh",
            "resolve.py",
            "resume.sh",
            "run.sh",
            "send-handle.py",
            "send-resource.py",
            "spot.sh",
            "stage.sh",
            "switch.sh",
            "traceback.sh",
            "where.sh");
    /** The same of a builder of Windows. */
    static final List<String> GUEST_OF_WINDOWS =
            List.of("finish.ps1", "provision.ps1", "report.ps1", "run-script.ps1", "secrets.ps1", "switch.ps1");

    private static final String STUB_OF_WINDOWS = "user-data.ps1";

    /** Where those parts of the guest lie beside this class. */
    static String guestFolder(BakeRequest request) {
        return isWindows(request) ? "guest-windows/" : "guest/";
    }

    /** What becomes the user data of this bake. */
    static String stub(BakeRequest request) {
        return isWindows(request) ? STUB_OF_WINDOWS : STUB;
    }

    private static boolean isWindows(BakeRequest request) {
        return request.provisioning().platform() == Platform.WINDOWS;
    }

    /** How what does not fit comes to the builder. */
    static final List<String> STAGING = List.of("fetch.py", "stage.sh");

    /**
     * Those parts of the guest that a bake needs; room in the user data is scarce.
     *
     * @param staged whether its scripts and files are
     */
    static List<String> guest(BakeRequest request, boolean staged) {
        Set<String> unused = new HashSet<>();
        unused.add(request.signal() == Signal.HANDLE ? "send-resource.py" : "send-handle.py");
        if (request.egress().certificates().isEmpty()) {
            unused.add("ca.sh");
        }
        Provisioning provisioning = request.provisioning();
        if (provisioning.allSecrets().isEmpty()) {
            unused.add("resolve.py");
            unused.add("secrets.ps1");
        }
        if (provisioning.scripts().stream()
                .noneMatch(script -> script.settings().isSet())) {
            unused.add("each.sh");
        }
        if (!provisioning.expectsReboot()) {
            unused.add("resume.sh");
        }
        if (provisioning.scripts().stream().noneMatch(Bundle::isPython)) {
            unused.add("traceback.sh");
        }
        if (!staged) {
            unused.addAll(STAGING);
        }
        if (request.machine().choice().spot().isEmpty()) {
            unused.add(SPOT_WATCH);
        }
        return (isWindows(request) ? GUEST_OF_WINDOWS : GUEST)
                .stream().filter(name -> !unused.contains(name)).toList();
    }

    private static boolean isPython(Script script) {
        String first = script.content().utf8().lines().findFirst().orElse("");
        return script.settings().interpreter().orElse(first).contains("python");
    }

    /** The file's bytes. */
    Bytes bytes(String name) {
        try (InputStream stream = Bundle.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the plugin's jar is broken: " + name + " is missing in it");
            }
            return Bytes.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the plugin's jar cannot be read: " + name, e);
        }
    }

    /** The code of a function, whole, as inline code is one file. */
    String function(String name) {
        return text(name).replace(IMPORT, text(RESPONSE));
    }

    /** The file's text. */
    String text(String name) {
        return bytes(name).utf8();
    }
}
