package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.ARTIFACT;
import static io.github.amibaker.advice.Parameter.FILES;
import static io.github.amibaker.advice.Parameter.STAGING;
import static io.github.amibaker.request.WrongParameter.one;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What files go into the image, and where they lie in between. */
final class WrongFiles {
    private WrongFiles() {}

    static Stream<Arguments> rows() {
        return Stream.of(
                file("no source", "has no source", f -> f.source = null),
                file("source that is not there", "is not there", f -> f.source = "src/nowhere"),
                file("no target", "does not say where", f -> f.target = null),
                file("relative target", "\"etc/x\" is not absolute", f -> f.target = "etc/x"),
                file("target outside", "\"/etc/../x\" holds . or ..", f -> f.target = "/etc/../x"),
                file("target with a newline", "holds a control character", f -> f.target = "/etc/a\nb"),
                file("target with two slashes", "two slashes in a row", f -> f.target = "/etc//x"),
                file("target of the kernel", "is the kernel's", f -> f.target = "/proc/x"),
                file("long target", "longer than a file system takes", f -> f.target = "/" + "a".repeat(256)),
                file("wrong mode", "\"rwx\" is not octal", f -> f.mode = "rwx"),
                file("mode beyond octal", "\"0888\" is not octal", f -> f.mode = "0888"),
                file("owner and group in one", "\"app:app\" is neither", f -> f.owner = "app:app"),
                file("empty group", "\"\" is neither", f -> f.group = ""),
                staging("unknown word", "\"perhaps\"", s -> s.when = "perhaps"),
                staging("bucket with capitals", "\"Mine\" is not legal", s -> s.bucket = "Mine"),
                staging("bucket like an address", "\"10.0.0.1\" is not legal", s -> s.bucket = "10.0.0.1"),
                staging("short bucket", "\"ab\" is not legal", s -> s.bucket = "ab"),
                staging("prefix alone", "\"x/\" is given without a bucket", s -> s.prefix = "x/"),
                staging("absolute prefix", "\"/x\" cannot be used", s -> {
                    s.bucket = "mine";
                    s.prefix = "/x";
                }),
                artifact("no target for the artifact", "does not say where", a -> a.owner = "app"),
                artifact("relative target for the artifact", "is not absolute", a -> a.target = "app.jar"),
                artifact("a folder for the artifact", "names a folder", a -> a.target = "/opt/"),
                artifact("wrong mode for the artifact", "is not octal", a -> {
                    a.target = "/opt/app.jar";
                    a.mode = "7";
                }),
                artifact("no artifact yet", "is made in the phase package", a -> {
                    a.target = "/opt/app.jar";
                    a.classifier = "none";
                }));
    }

    private static Arguments file(String name, String shown, Consumer<PlacedFile> spoil) {
        return one(name, FILES, shown, p -> {
            PlacedFile file = new PlacedFile();
            file.source = "src/main/ami/provision/10-hello.sh";
            file.target = "/etc/x";
            spoil.accept(file);
            p.files = List.of(file);
        });
    }

    private static Arguments staging(String name, String shown, Consumer<StagingPlace> spoil) {
        return one("staging: " + name, STAGING, shown, p -> {
            p.staging = new StagingPlace();
            spoil.accept(p.staging);
        });
    }

    private static Arguments artifact(String name, String shown, Consumer<PlacedArtifact> spoil) {
        return one(name, ARTIFACT, shown, p -> {
            p.artifact = new PlacedArtifact();
            spoil.accept(p.artifact);
        });
    }
}
