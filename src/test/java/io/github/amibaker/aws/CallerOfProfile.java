package io.github.amibaker.aws;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.request.BakeRequest.Connection;
import java.net.URI;
import java.util.Optional;

/** Tells as whom AWS is called, in a process of its own, since the SDK looks for single sign-on in HOME. */
final class CallerOfProfile {
    private CallerOfProfile() {}

    /** Prints what is wrong, or nothing; takes profile and endpoint. */
    public static void main(String... arguments) {
        Faults faults = new Faults();
        Connection connection = new Connection(
                Optional.of("eu-central-1"),
                Optional.of(arguments[0]),
                Optional.of(URI.create(arguments[1])),
                Optional.empty());
        ClientFactory.of(connection, Optional.empty(), faults)
                .map(ClientFactory::clients)
                .ifPresent(clients -> clients.sts().getCallerIdentity());
        faults.list().forEach(fault -> System.out.println(fault.text()));
    }
}
