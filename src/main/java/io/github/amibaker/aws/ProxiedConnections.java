package io.github.amibaker.aws;

import io.github.amibaker.request.BakeRequest.Proxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.urlconnection.UrlConnectionFactory;

/**
 * Connections through the proxy of Maven's settings. The SDK's own proxy support sends no password on the CONNECT with
 * which every HTTPS call begins, so the JDK's authenticator does it here.
 */
final class ProxiedConnections implements UrlConnectionFactory {
    /** By default the JDK sends no Basic password on CONNECT; the property is read once, at the first connection. */
    private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private final Proxy proxy;
    private final Duration connect;
    private final Duration read;
    private final List<Pattern> direct;

    ProxiedConnections(Proxy proxy, Duration connect, Duration read) {
        this.proxy = proxy;
        this.connect = connect;
        this.read = read;
        this.direct = proxy.nonProxyHosts().map(ProxiedConnections::patterns).orElse(List.of());
        if (proxy.username().isPresent() && System.getProperty(DISABLED_SCHEMES) == null) {
            System.setProperty(DISABLED_SCHEMES, "");
        }
    }

    @Override
    public HttpURLConnection createConnection(URI uri) {
        try {
            HttpURLConnection connection = isDirect(uri.getHost())
                    ? (HttpURLConnection) uri.toURL().openConnection(java.net.Proxy.NO_PROXY)
                    : proxied(uri);
            connection.setConnectTimeout((int) connect.toMillis());
            connection.setReadTimeout((int) read.toMillis());
            connection.setInstanceFollowRedirects(false);
            return connection;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether Maven's settings keep this host from the proxy. */
    boolean isDirect(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return direct.stream().anyMatch(pattern -> pattern.matcher(lower).matches());
    }

    private HttpURLConnection proxied(URI wanted) throws IOException {
        // on the way to a proxy the JDK writes the address as it is, and an address without a path is no request target
        URI uri = wanted.getRawPath().isEmpty() ? wanted.resolve("/") : wanted;
        InetSocketAddress address = InetSocketAddress.createUnresolved(proxy.host(), proxy.port());
        HttpURLConnection connection =
                (HttpURLConnection) uri.toURL().openConnection(new java.net.Proxy(java.net.Proxy.Type.HTTP, address));
        if (proxy.username().isPresent()) {
            String password = proxy.password().orElse("");
            connection.setAuthenticator(
                    new ProxyOnly(proxy.host(), proxy.username().get(), password));
            if (uri.getScheme().equals("http")) {
                // a request that streams its body cannot be repeated after the proxy has asked
                byte[] both = (proxy.username().get() + ":" + password).getBytes(StandardCharsets.UTF_8);
                connection.setRequestProperty(
                        "Proxy-Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
            }
        }
        return connection;
    }

    /** Maven writes {@code *.example.org|localhost}. */
    private static List<Pattern> patterns(String nonProxyHosts) {
        return Arrays.stream(nonProxyHosts.split("[|,]"))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .map(host ->
                        Arrays.stream(host.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .map(Pattern::compile)
                .toList();
    }

    /** Answers the proxy and nobody else, and once a connection: the JDK would offer a wrong password twenty times. */
    private static final class ProxyOnly extends Authenticator {
        private final String host;
        private final String username;
        private final String password;
        private boolean answered;

        ProxyOnly(String host, String username, String password) {
            this.host = host;
            this.username = username;
            this.password = password;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            if (answered || getRequestorType() != RequestorType.PROXY || !host.equalsIgnoreCase(getRequestingHost())) {
                return null;
            }
            answered = true;
            return new PasswordAuthentication(username, password.toCharArray());
        }
    }
}
