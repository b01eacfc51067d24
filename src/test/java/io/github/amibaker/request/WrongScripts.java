package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.ENVIRONMENT;
import static io.github.amibaker.advice.Parameter.PROVISION;
import static io.github.amibaker.advice.Parameter.TEMPLATE_VARIABLES;
import static io.github.amibaker.request.WrongParameter.one;
import static io.github.amibaker.request.WrongParameter.text;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What runs on the builder, with which variables. */
final class WrongScripts {
    private WrongScripts() {}

    static Stream<Arguments> rows() {
        return Stream.of(
                text(ENVIRONMENT, "1ST", (p, v) -> p.environment = Map.of(v, "")),
                text(ENVIRONMENT, "A-B", (p, v) -> p.environment = Map.of(v, "")),
                text(ENVIRONMENT, "", (p, v) -> p.environment = Map.of(v, "")),
                text(ENVIRONMENT, "AMI_REGION", (p, v) -> p.environment = Map.of(v, "")),
                text(ENVIRONMENT, "UID", (p, v) -> p.environment = Map.of(v, "0")),
                text(ENVIRONMENT, "EUID", (p, v) -> p.environment = Map.of(v, "0")),
                text(ENVIRONMENT, "PPID", (p, v) -> p.environment = Map.of(v, "1")),
                text(ENVIRONMENT, "SHELLOPTS", (p, v) -> p.environment = Map.of(v, "x")),
                text(ENVIRONMENT, "BASHOPTS", (p, v) -> p.environment = Map.of(v, "x")),
                text(ENVIRONMENT, "BASH_VERSINFO", (p, v) -> p.environment = Map.of(v, "5")),
                one("NUL", ENVIRONMENT, "a\\u0000b", p -> p.environment = Map.of("NAME", "a\0b")),
                text(ENVIRONMENT, "ssm-secure:", (p, v) -> p.environment = Map.of("NAME", v)),
                text(ENVIRONMENT, "ssm-secure:name", (p, v) -> p.environment = Map.of("NAME", v)),
                text(ENVIRONMENT, "ssm-secure:/a//b", (p, v) -> p.environment = Map.of("NAME", v)),
                text(ENVIRONMENT, "ssm-secure:/a*", (p, v) -> p.environment = Map.of("NAME", v)),
                text(ENVIRONMENT, "secretsmanager:", (p, v) -> p.environment = Map.of("NAME", v)),
                text(ENVIRONMENT, "secretsmanager:a b", (p, v) -> p.environment = Map.of("NAME", v)),
                text(
                        ENVIRONMENT,
                        "secretsmanager:arn:aws:secretsmanager:eu-west-1:1:secret:x",
                        (p, v) -> p.environment = Map.of("NAME", v)),
                one(
                        "no script",
                        PROVISION,
                        "Script 2 of the list: names no script",
                        p -> p.provision = List.of(script(s -> s.bare = "10-hello.sh"), new BakeParameters.Script())),
                one(
                        "an empty element",
                        PROVISION,
                        "names no script",
                        p -> p.provision = Collections.singletonList(null)),
                one(
                        "two scripts in one",
                        PROVISION,
                        "more than one script",
                        script("10-hello.sh", s -> s.inline = "x")),
                one(
                        "no such file",
                        PROVISION,
                        "\"20-none.sh\"",
                        p -> p.provision = List.of(script(s -> s.bare = "20-none.sh"))),
                one("a folder", PROVISION, "a folder", p -> p.provision = List.of(script(s -> s.file = "src/main"))),
                one(
                        "not ready-made",
                        PROVISION,
                        "\"ssm\"",
                        p -> p.provision = List.of(script(s -> s.readyMade = "ssm"))),
                one(
                        "nothing inline",
                        PROVISION,
                        "is empty",
                        p -> p.provision = List.of(script(s -> s.inline = " \n "))),
                one(
                        "no interpreter",
                        PROVISION,
                        "\"#!bash\"",
                        p -> p.provision = List.of(script(s -> s.inline = "#!bash\n"))),
                one("a path as name", PROVISION, "\"a/b\"", script("10-hello.sh", s -> s.name = "a/b")),
                one("blank interpreter", PROVISION, "\" \"", script("10-hello.sh", s -> s.interpreter = " ")),
                one("interpreter as a line", PROVISION, "\"#!/x\"", script("10-hello.sh", s -> s.interpreter = "#!/x")),
                one("no time", PROVISION, "\"soon\" as its <timeout>", script("10-hello.sh", s -> s.timeout = "soon")),
                one("no time at all", PROVISION, "\"0s\"", script("10-hello.sh", s -> s.timeout = "0s")),
                one("too much time", PROVISION, "\"13h\"", script("10-hello.sh", s -> s.timeout = "13h")),
                one("no number", PROVISION, "\"twice\"", script("10-hello.sh", s -> s.retries = "twice")),
                one("too many retries", PROVISION, "\"101\"", script("10-hello.sh", s -> s.retries = "101")),
                one("negative pause", PROVISION, "\"-1s\"", script("10-hello.sh", s -> s.retryPause = "-1s")),
                one("long pause", PROVISION, "\"2h\"", script("10-hello.sh", s -> s.retryPause = "2h")),
                one("maybe", PROVISION, "\"maybe\"", script("10-hello.sh", s -> s.expectReboot = "maybe")),
                one("variable", PROVISION, "\"A-B\"", script("10-hello.sh", s -> s.environment = Map.of("A-B", ""))),
                one(
                        "variable of ours",
                        PROVISION,
                        "\"AMI_X\"",
                        script("10-hello.sh", s -> s.environment = Map.of("AMI_X", ""))),
                one(
                        "no secret",
                        PROVISION,
                        "\"ssm-secure:a\"",
                        script("10-hello.sh", s -> s.environment = Map.of("A", "ssm-secure:a"))),
                one(
                        "two of one name",
                        PROVISION,
                        "\"10-hello.sh\"",
                        p -> p.provision = List.of(script(s -> s.bare = "10-hello.sh"), script(s -> {
                            s.inline = "x";
                            s.name = "10-hello.sh";
                        }))),
                text(TEMPLATE_VARIABLES, "ami", (p, v) -> p.templateVariables = Map.of(v, "")),
                text(TEMPLATE_VARIABLES, "json", (p, v) -> p.templateVariables = Map.of(v, "")),
                text(TEMPLATE_VARIABLES, "a-b", (p, v) -> p.templateVariables = Map.of(v, "")));
    }

    private static BakeParameters.Script script(Consumer<BakeParameters.Script> how) {
        BakeParameters.Script script = new BakeParameters.Script();
        how.accept(script);
        return script;
    }

    private static Consumer<BakeParameters> script(String file, Consumer<BakeParameters.Script> how) {
        return p -> p.provision = List.of(script(s -> {
            s.file = file;
            how.accept(s);
        }));
    }
}
