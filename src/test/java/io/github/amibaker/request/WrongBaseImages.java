package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.ARCHITECTURE;
import static io.github.amibaker.advice.Parameter.BASE_IMAGE;
import static io.github.amibaker.advice.Parameter.BASE_LOCK;
import static io.github.amibaker.request.WrongParameter.one;
import static io.github.amibaker.request.WrongParameter.text;

import io.github.amibaker.request.pom.BaseImageParameter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** From what image the builder starts. */
final class WrongBaseImages {
    private WrongBaseImages() {}

    static Stream<Arguments> rows() {
        return Stream.of(
                one("no base image", BASE_IMAGE, "No base image", p -> p.baseImage = null),
                one("blank base image", BASE_IMAGE, "No base image", p -> p.baseImage = " "),
                text(BASE_IMAGE, "ami-xyz", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ami-0123456", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ami-0123456789", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ami-0123456789ABCDEF0", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "debian-11", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "al2023-i386", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "AL2023", (p, v) -> p.baseImage = v),
                one("Windows on Arm", BASE_IMAGE, "no windows-2025 for arm64", p -> p.baseImage = "windows-2025-arm64"),
                text(BASE_IMAGE, "project:web", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "project:com.acme:web:1:war", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "project:com.acme:*", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "project:com.acme:web", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "project:com.acme:web:1.0-SNAPSHOT", (p, v) -> p.baseImage = v),
                filter("without owners", "no owners", f -> f.owners = List.of()),
                filter("of a stranger", "\"canonical\"", f -> f.owners = List.of("amazon", "canonical")),
                filter("of nobody", "nothing", f -> f.owners = Collections.singletonList(null)),
                filter("of anything", "neither name nor tags", f -> f.name = null),
                filter("without a name", "\" \"", f -> f.name = " "),
                filter("of two lines", "\"a\\u000ab\"", f -> f.name = "a\nb"),
                filter("on a floppy", "\"floppy\"", f -> f.rootDeviceType = "floppy"),
                filter("of no virtualization", "\"xen\"", f -> f.virtualizationType = "xen"),
                filter("of no architecture", "\"amd64\"", f -> f.architecture = "amd64"),
                filter("with a tag of nothing", "\"\" as tags", f -> f.tags = Map.of("", "x")),
                text(ARCHITECTURE, "aarch64", (p, v) -> p.architecture = v),
                text(ARCHITECTURE, "", (p, v) -> p.architecture = v),
                one("two architectures", ARCHITECTURE, "\"x86_64\"", p -> {
                    p.baseImage = "al2023-arm64";
                    p.architecture = "x86_64";
                }),
                one("two architectures of a filter", ARCHITECTURE, "\"x86_64\"", p -> {
                    p.baseImage = null;
                    p.baseImageFilter = filter();
                    p.baseImageFilter.architecture = "arm64";
                    p.architecture = "x86_64";
                }),
                text(BASE_LOCK, "", (p, v) -> p.baseLock = v),
                one("a lock that is a folder", BASE_LOCK, "it is a folder", p -> p.baseLock = "src/main/ami"),
                text(BASE_IMAGE, "ssm:", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ssm:/with space", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ssm:relative/path", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ssm:/ends/", (p, v) -> p.baseImage = v));
    }

    private static BaseImageParameter filter() {
        BaseImageParameter filter = new BaseImageParameter();
        filter.owners = List.of("amazon");
        filter.name = "al2023-ami-2023.*";
        return filter;
    }

    private static Arguments filter(String name, String shown, Consumer<BaseImageParameter> spoil) {
        return one("filter " + name, BASE_IMAGE, shown, parameters -> {
            parameters.baseImage = null;
            parameters.baseImageFilter = filter();
            spoil.accept(parameters.baseImageFilter);
        });
    }
}
