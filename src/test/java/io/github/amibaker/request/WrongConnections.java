package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.ALLOWED_ACCOUNTS;
import static io.github.amibaker.advice.Parameter.ASSUME_ROLE;
import static io.github.amibaker.advice.Parameter.ENDPOINT;
import static io.github.amibaker.advice.Parameter.PERMISSIONS_BOUNDARY;
import static io.github.amibaker.advice.Parameter.PROFILE;
import static io.github.amibaker.advice.Parameter.REGION;
import static io.github.amibaker.advice.Parameter.ROLE_ARN;
import static io.github.amibaker.advice.Parameter.ROLE_PATH;
import static io.github.amibaker.advice.Parameter.SERVER_ID;
import static io.github.amibaker.request.WrongParameter.one;
import static io.github.amibaker.request.WrongParameter.text;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** As whom AWS is called, and by whom it works. */
final class WrongConnections {
    private WrongConnections() {}

    static Stream<Arguments> rows() {
        return Stream.of(
                text(REGION, "Seoul", (p, v) -> p.region = v),
                text(REGION, "eu-central-1a", (p, v) -> p.region = v),
                text(PROFILE, " ", (p, v) -> p.profile = v),
                text(ENDPOINT, "localhost:4566", (p, v) -> p.endpoint = v),
                text(ENDPOINT, "http://", (p, v) -> p.endpoint = v),
                text(ENDPOINT, "ftp://127.0.0.1", (p, v) -> p.endpoint = v),
                text(ENDPOINT, "http://a b", (p, v) -> p.endpoint = v),
                text(ENDPOINT, "http://a:99999", (p, v) -> p.endpoint = v),
                role("the ARN of a user", "user/kim", r -> r.roleArn = "arn:aws:iam::123456789012:user/kim"),
                role("no role", "No role is named", r -> r.roleArn = null),
                role("external id of one letter", "\"a\"", r -> r.externalId = "a"),
                role("external id with a space", "\"a b\"", r -> r.externalId = "a b"),
                role("session name with a slash", "\"ci/1\"", r -> r.sessionName = "ci/1"),
                role("long session name", "\"" + "a".repeat(65) + "\"", r -> r.sessionName = "a".repeat(65)),
                role("no length of time", "\"soon\"", r -> r.duration = "soon"),
                role("short session", "\"14m59s\"", r -> r.duration = "14m59s"),
                role("long session", "\"12h1s\"", r -> r.duration = "12h1s"),
                role("no device", "\"kim's phone\"", r -> r.mfaSerial = "kim's phone"),
                text(ALLOWED_ACCOUNTS, "1234-5678-9012", (p, v) -> p.allowedAccounts = List.of(v)),
                text(ALLOWED_ACCOUNTS, "production", (p, v) -> p.allowedAccounts = List.of("123456789012", v)),
                one(
                        "unknown server",
                        SERVER_ID,
                        "\"image\"",
                        p -> p.server = new ServerEntry("image", false, List.of("images"), null, null, null, false)),
                one(
                        "no server at all",
                        SERVER_ID,
                        "\"image\"",
                        p -> p.server = new ServerEntry("image", false, List.of(), null, null, null, false)),
                one(
                        "server without key",
                        SERVER_ID,
                        "no user name",
                        p -> p.server = server(null, WrongParameter.SECRET, false)),
                one(
                        "server of a person",
                        SERVER_ID,
                        "\"kim@acme\"",
                        p -> p.server = server("kim@acme", WrongParameter.SECRET, false)),
                one("server without secret", SERVER_ID, "no password", p -> p.server = server("AKIA", null, false)),
                one("server with blank secret", SERVER_ID, "no password", p -> p.server = server("AKIA", " ", false)),
                one(
                        "server undecrypted",
                        SERVER_ID,
                        "decrypt",
                        p -> p.server = server("AKIA", WrongParameter.SECRET, true)),
                one("server and profile", SERVER_ID, "\"images\"", p -> {
                    p.server = server("AKIA", WrongParameter.SECRET, false);
                    p.profile = "team";
                }),
                text(ROLE_ARN, "deployer", (p, v) -> p.roleArn = v),
                text(ROLE_ARN, "arn:aws:iam::111122223333:user/kim", (p, v) -> p.roleArn = v),
                text(PERMISSIONS_BOUNDARY, "arn:aws:iam::111122223333:role/x", (p, v) -> p.permissionsBoundary = v),
                text(ROLE_PATH, "builds", (p, v) -> p.rolePath = v),
                text(ROLE_PATH, "/builds", (p, v) -> p.rolePath = v),
                text(ROLE_PATH, "/two words/", (p, v) -> p.rolePath = v));
    }

    private static ServerEntry server(String username, String password, boolean undecrypted) {
        return new ServerEntry("images", true, List.of("images"), username, password, null, undecrypted);
    }

    private static Arguments role(String name, String shown, Consumer<AssumeRole> spoil) {
        return one(name + " to assume", ASSUME_ROLE, shown, p -> {
            p.assumeRole = new AssumeRole();
            p.assumeRole.roleArn = "arn:aws:iam::123456789012:role/images";
            p.assumeRole.externalId = "acme";
            spoil.accept(p.assumeRole);
        });
    }
}
