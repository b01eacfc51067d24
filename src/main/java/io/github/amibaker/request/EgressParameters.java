package io.github.amibaker.request;

import java.nio.file.Path;
import java.util.List;

/** What the user wrote of the builder's way out, unchecked; {@code null} is what the user left out. */
public final class EgressParameters {
    public Proxy proxy;
    public List<Path> caCertificates;
    public boolean keepCaCertificates;

    /** A proxy, as URLs. */
    public static final class Proxy {
        public String http;

        /** Default: as for http. */
        public String https;

        /** Hosts, domains and networks, separated by commas; default: {@code localhost,127.0.0.1}. */
        public String noProxy;

        /** As Maven fills it from {@code <builderProxy>http://proxy:3128</builderProxy>}. */
        public void set(String bare) {
            http = bare;
        }
    }
}
