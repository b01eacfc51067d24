package io.github.amibaker.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the builder gets out, and whom it trusts there.
 *
 * @param proxy through what it gets out; empty: by itself
 * @param certificates certificate authorities that it trusts beside those of its base image
 * @param keepCertificates whether instances of the image trust them too
 */
public record Egress(Optional<Proxy> proxy, List<Certificate> certificates, boolean keepCertificates) {
    /** By itself, with those that the base image trusts. */
    public static final Egress STANDARD = new Egress(Optional.empty(), List.of(), false);

    /**
     * A proxy; without credentials, as it stands in the user data.
     *
     * @param noProxy what is reached without it; the metadata service always is
     */
    public record Proxy(Optional<String> http, Optional<String> https, List<String> noProxy) {
        private static final List<String> METADATA = List.of("169.254.169.254", "fd00:ec2::254", "[fd00:ec2::254]");

        /** As {@code no_proxy} takes it. */
        public String withoutProxy() {
            List<String> all = new ArrayList<>(METADATA);
            noProxy.stream().filter(host -> !all.contains(host)).forEach(all::add);
            return String.join(",", all);
        }
    }

    /**
     * A certificate authority.
     *
     * @param name of its file, without folder
     * @param pem one certificate in PEM
     */
    public record Certificate(String name, String pem) {}
}
