package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.DEADLINE;
import static io.github.amibaker.advice.Parameter.IMAGE_NAME;
import static io.github.amibaker.advice.Parameter.ON_FAILURE;
import static io.github.amibaker.advice.Parameter.PROVISION_TIMEOUT;
import static io.github.amibaker.advice.Parameter.SIGNAL;
import static io.github.amibaker.advice.Parameter.STACK_NAME;
import static io.github.amibaker.advice.Parameter.TAGS;
import static io.github.amibaker.advice.Parameter.TEARDOWN;
import static io.github.amibaker.advice.Parameter.TIMEOUT;
import static io.github.amibaker.request.WrongParameter.one;
import static io.github.amibaker.request.WrongParameter.text;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What things are called, how long they may take, and what becomes of them. */
final class WrongNamesAndTimes {
    private WrongNamesAndTimes() {}

    static Stream<Arguments> rows() {
        return Stream.of(
                text(STACK_NAME, "", (p, v) -> p.stackName = v),
                text(STACK_NAME, "  ", (p, v) -> p.stackName = v),
                text(STACK_NAME, "1st", (p, v) -> p.stackName = v),
                text(STACK_NAME, "a_b", (p, v) -> p.stackName = v),
                one("long stack name", STACK_NAME, "(129 characters)", p -> p.stackName = "a".repeat(129)),
                text(IMAGE_NAME, "", (p, v) -> p.imageName = v),
                text(IMAGE_NAME, "     ", (p, v) -> p.imageName = v),
                text(IMAGE_NAME, "ab", (p, v) -> p.imageName = v),
                text(IMAGE_NAME, "name:tag", (p, v) -> p.imageName = v),
                text(IMAGE_NAME, "이미지", (p, v) -> p.imageName = v),
                one("long image name", IMAGE_NAME, "(129 characters)", p -> p.imageName = "a".repeat(129)),
                text(PROVISION_TIMEOUT, "", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "soon", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "30", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "30 m", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "30m1h", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "PT1.5S", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "0s", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "-5m", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "PT-5M", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "12h1s", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "P1D", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "99999999999h", (p, v) -> p.provisionTimeout = v),
                text(TIMEOUT, "", (p, v) -> p.timeout = v),
                text(TIMEOUT, "later", (p, v) -> p.timeout = v),
                text(TIMEOUT, "45", (p, v) -> p.timeout = v),
                text(TIMEOUT, "PT1.5S", (p, v) -> p.timeout = v),
                text(TIMEOUT, "0s", (p, v) -> p.timeout = v),
                text(TIMEOUT, "-5m", (p, v) -> p.timeout = v),
                text(TIMEOUT, "PT-0.5S", (p, v) -> p.timeout = v),
                text(DEADLINE, "", (p, v) -> p.deadline = v),
                text(DEADLINE, "tomorrow", (p, v) -> p.deadline = v),
                text(DEADLINE, "24", (p, v) -> p.deadline = v),
                text(DEADLINE, "PT1.5S", (p, v) -> p.deadline = v),
                text(DEADLINE, "0s", (p, v) -> p.deadline = v),
                text(DEADLINE, "-24h", (p, v) -> p.deadline = v),
                text(DEADLINE, "P367D", (p, v) -> p.deadline = v),
                text(DEADLINE, "29m59s", (p, v) -> p.deadline = v),
                one("deadline before the end", DEADLINE, "-Dami.provisionTimeout", p -> {
                    p.deadline = "1h";
                    p.provisionTimeout = "2h";
                }),
                text(SIGNAL, "curl", (p, v) -> p.signal = v),
                text(SIGNAL, "Handle", (p, v) -> p.signal = v),
                text(TEARDOWN, "never", (p, v) -> p.teardown = v),
                text(ON_FAILURE, "", (p, v) -> p.onFailure = v),
                text(TAGS, "aws:x", (p, v) -> p.tags = Map.of(v, "1")),
                text(TAGS, "AMI:x", (p, v) -> p.tags = Map.of(v, "1")),
                text(TAGS, "what?", (p, v) -> p.tags = Map.of(v, "1")),
                text(TAGS, "say \"x\"", (p, v) -> p.tags = Map.of("key", v)),
                one("long tag key", TAGS, "(129 characters)", p -> p.tags = Map.of("k".repeat(129), "")),
                one("long tag value", TAGS, "(257 characters)", p -> p.tags = Map.of("k", "v".repeat(257))),
                one("empty tag key", TAGS, "\"\"", p -> p.tags = Map.of("", "v")),
                one(
                        "41 tags",
                        TAGS,
                        "41 tags",
                        p -> p.tags =
                                IntStream.range(0, 41).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"))));
    }
}
