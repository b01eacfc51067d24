package io.github.amibaker.template;

import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.Egress;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the builder needs to get out: variables for all that runs on it, and certificates. */
final class Surroundings {
    private final Egress egress;

    Surroundings(Egress egress) {
        this.egress = egress;
    }

    /** Assignments for a shell's export, in either spelling, as programs read one or the other; empty for none. */
    String exports() {
        StringBuilder exports = new StringBuilder();
        egress.proxy().ifPresent(proxy -> {
            proxy.http().ifPresent(url -> add(exports, "http_proxy", url));
            proxy.https().ifPresent(url -> add(exports, "https_proxy", url));
            add(exports, "no_proxy", proxy.withoutProxy());
        });
        return exports.toString().strip();
    }

    /** For the top of the payload, by name. */
    SortedMap<String, Bytes> files() {
        SortedMap<String, Bytes> files = new TreeMap<>();
        egress.certificates()
                .forEach(certificate -> files.put("ca/" + certificate.name(), Bytes.of(certificate.pem())));
        if (!egress.certificates().isEmpty() && egress.keepCertificates()) {
            files.put("ca/keep", Bytes.of(""));
        }
        return files;
    }

    private static void add(StringBuilder exports, String name, String value) {
        String quoted = "='" + value + "' ";
        exports.append(name)
                .append(quoted)
                .append(name.toUpperCase(java.util.Locale.ROOT))
                .append(quoted);
    }
}
