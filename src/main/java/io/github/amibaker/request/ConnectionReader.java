package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ParameterAdvice;
import io.github.amibaker.advice.ServerAdvice;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where AWS is reached, and as whom. */
final class ConnectionReader {
    /** {@code us-east-1}, {@code us-gov-west-1}, {@code eusc-de-east-1}, … */
    private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(?:-[a-z]+){1,3}-[0-9]{1,2}");

    /** As IAM makes access key ids. */
    private static final Pattern KEY = Pattern.compile("\\w{1,128}");

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    /** So that credentials are not reported as missing too. */
    private static final BakeRequest.Keys STAND_IN = new BakeRequest.Keys("none", "none", Optional.empty());

    private ConnectionReader() {}

    static BakeRequest.Connection read(BakeParameters parameters, Faults faults) {
        return new BakeRequest.Connection(
                region(parameters.region, faults),
                profile(parameters.profile, faults),
                endpoint(parameters.endpoint, faults),
                Optional.ofNullable(parameters.proxy),
                accounts(parameters.allowedAccounts, faults),
                parameters.server == null ? Optional.empty() : keys(parameters.server, parameters.profile, faults),
                AssumeRoleReader.read(parameters, faults));
    }

    private static Optional<BakeRequest.Keys> keys(ServerEntry server, String profile, Faults faults) {
        int before = faults.list().size();
        if (profile != null) {
            faults.add(ServerAdvice.besideProfile(server.id(), profile));
        }
        if (!server.known()) {
            faults.add(ServerAdvice.unknown(server.id(), server.others()));
            return Optional.of(STAND_IN);
        }
        if (server.username() == null || !KEY.matcher(server.username()).matches()) {
            faults.add(ServerAdvice.accessKey(server.id(), server.username()));
        }
        if (server.undecrypted()) {
            faults.add(ServerAdvice.undecrypted(server.id()));
        } else if (server.password() == null || server.password().isBlank()) {
            faults.add(ServerAdvice.noSecret(server.id()));
        }
        return Optional.of(
                faults.list().size() > before
                        ? STAND_IN
                        : new BakeRequest.Keys(
                                server.username(), server.password(), Optional.ofNullable(server.sessionToken())));
    }

    private static List<String> accounts(List<String> written, Faults faults) {
        List<String> accounts = new ArrayList<>();
        for (String account : written == null ? List.<String>of() : written) {
            if (account == null || !ACCOUNT.matcher(account).matches()) {
                faults.add(ParameterAdvice.malformedAccount(account));
            } else {
                accounts.add(account);
            }
        }
        return List.copyOf(accounts);
    }

    private static Optional<String> region(String written, Faults faults) {
        if (written != null && !REGION.matcher(written).matches()) {
            faults.add(ParameterAdvice.malformedRegion(written));
            // Stands in, so that a missing region is not reported as well.
            return Optional.of("us-east-1");
        }
        return Optional.ofNullable(written);
    }

    private static Optional<String> profile(String written, Faults faults) {
        if (written != null && written.isBlank()) {
            faults.add(ParameterAdvice.blankProfile(written));
            return Optional.empty();
        }
        return Optional.ofNullable(written);
    }

    private static Optional<URI> endpoint(String written, Faults faults) {
        if (written == null) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(written);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean port = uri.getPort() <= 65_535 && uri.getPort() != 0;
            if (http && uri.getHost() != null && port && uri.getQuery() == null && uri.getFragment() == null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // told below, as for every other text that is no URL
        }
        faults.add(ParameterAdvice.malformedEndpoint(written));
        return Optional.empty();
    }
}
