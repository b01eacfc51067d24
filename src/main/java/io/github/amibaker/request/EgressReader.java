package io.github.amibaker.request;

import io.github.amibaker.advice.EgressAdvice;
import io.github.amibaker.advice.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how the builder gets out. */
final class EgressReader {
    private static final Pattern URL =
            Pattern.compile("https?://(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(?::[1-9][0-9]{0,4})?/?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.*:_/\\[\\]-]+");
    private static final List<String> STANDARD = List.of("localhost", "127.0.0.1");

    private EgressReader() {}

    /** @param certificates what was read of them */
    static Egress read(BakeParameters parameters, List<Egress.Certificate> certificates, Faults faults) {
        return new Egress(
                Optional.ofNullable(parameters.egress.proxy).flatMap(written -> proxy(written, faults)),
                certificates,
                parameters.egress.keepCaCertificates);
    }

    private static Optional<Egress.Proxy> proxy(EgressParameters.Proxy written, Faults faults) {
        if (written.http == null && written.https == null) {
            if (written.noProxy != null) {
                faults.add(EgressAdvice.noProxy());
            }
            return Optional.empty();
        }
        Optional<String> http = url("http", written.http, faults);
        Optional<String> https = written.https == null ? http : url("https", written.https, faults);
        List<String> without = new ArrayList<>();
        for (String host : written.noProxy == null ? STANDARD : Arrays.asList(written.noProxy.split(",", -1))) {
            if (HOST.matcher(host.strip()).matches()) {
                without.add(host.strip());
            } else {
                faults.add(EgressAdvice.host(host));
            }
        }
        return Optional.of(new Egress.Proxy(http, https, List.copyOf(without)));
    }

    private static Optional<String> url(String name, String written, Faults faults) {
        if (written != null && !URL.matcher(written).matches()) {
            faults.add(written.contains("@") ? EgressAdvice.credentials(name) : EgressAdvice.url(name, written));
            return Optional.empty();
        }
        return Optional.ofNullable(written);
    }
}
