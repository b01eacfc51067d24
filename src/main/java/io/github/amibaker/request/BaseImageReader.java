package io.github.amibaker.request;

import io.github.amibaker.advice.BaseImageAdvice;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ParameterAdvice;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the base image: an id, a parameter, a short name, a project, or a filter; and which architecture it has to be. */
final class BaseImageReader {
    private static final Pattern ID = Pattern.compile("ami-(?:[0-9a-f]{8}|[0-9a-f]{17})");
    /** Levels after slashes, or one name without; a version may follow after a colon (GetParameter's Name). */
    private static final Pattern PARAMETER =
            Pattern.compile("(?:(?:/[A-Za-z0-9_.-]+){1,15}|[A-Za-z0-9_.-]+)(?::[0-9]+)?");
    /** As Maven has them. */
    private static final Pattern PROJECT =
            Pattern.compile("project:([A-Za-z0-9_.-]+):([A-Za-z0-9_.-]+)(?::([A-Za-z0-9_.+-]+))?");

    private static final int LONGEST_PARAMETER = 1011;
    private static final String SSM = "ssm:";
    private static final BaseImage STAND_IN = new BaseImage.ById("ami-00000000000000000");

    private BaseImageReader() {}

    static BaseImage read(BakeParameters parameters, Faults faults) {
        Optional<String> architecture = Optional.ofNullable(parameters.architecture);
        if (architecture
                .filter(one -> !PublishedImage.ARCHITECTURES.contains(one))
                .isPresent()) {
            faults.add(BaseImageAdvice.unknownArchitecture(architecture.get(), PublishedImage.ARCHITECTURES));
            architecture = Optional.empty();
        }
        if (parameters.baseImage == null && parameters.baseImageFilter != null) {
            return ImageFilterReader.read(parameters.baseImageFilter, architecture, faults)
                    .<BaseImage>map(image -> image)
                    .orElse(STAND_IN);
        }
        return words(parameters, architecture, faults).orElse(STAND_IN);
    }

    private static Optional<BaseImage> words(BakeParameters parameters, Optional<String> architecture, Faults faults) {
        String written = parameters.baseImage;
        if (written == null || written.isBlank()) {
            faults.add(ParameterAdvice.noBaseImage());
            return Optional.empty();
        }
        if (written.startsWith(SSM)) {
            String name = written.substring(SSM.length());
            if (name.length() <= LONGEST_PARAMETER && PARAMETER.matcher(name).matches()) {
                return Optional.of(new BaseImage.ByParameter(name, architecture));
            }
            faults.add(ParameterAdvice.malformedSsmName(written));
            return Optional.empty();
        }
        if (written.startsWith("project:")) {
            return project(written, parameters, architecture, faults);
        }
        if (ID.matcher(written).matches()) {
            return Optional.of(new BaseImage.ById(written, architecture));
        }
        return shortName(written, architecture, faults);
    }

    /** The architecture may be the name's last word: {@code al2023-arm64}. */
    private static Optional<BaseImage> shortName(String written, Optional<String> asked, Faults faults) {
        Optional<String> last = PublishedImage.ARCHITECTURES.stream()
                .filter(one -> written.endsWith("-" + one))
                .findFirst();
        String name = last.map(one -> written.substring(0, written.length() - one.length() - 1))
                .orElse(written);
        Optional<PublishedImage> image = PublishedImage.of(name);
        if (image.isEmpty()) {
            faults.add(BaseImageAdvice.malformed(
                    written,
                    Arrays.stream(PublishedImage.values())
                            .map(PublishedImage::text)
                            .toList()));
            return Optional.empty();
        }
        if (last.isPresent() && asked.isPresent() && !last.equals(asked)) {
            faults.add(BaseImageAdvice.architecturesDiffer(written, last.get(), asked.get()));
            return Optional.empty();
        }
        Optional<String> architecture = last.or(() -> asked);
        if (architecture.filter(one -> !image.get().isFor(one)).isPresent()) {
            faults.add(BaseImageAdvice.notPublished(name, architecture.get()));
            return Optional.empty();
        }
        return Optional.of(new BaseImage.ByShortName(image.get(), architecture));
    }

    private static Optional<BaseImage> project(
            String written, BakeParameters parameters, Optional<String> architecture, Faults faults) {
        Matcher parts = PROJECT.matcher(written);
        if (!parts.matches()) {
            faults.add(BaseImageAdvice.malformedProject(written));
            return Optional.empty();
        }
        Optional<String> version = Optional.ofNullable(parts.group(3));
        boolean itself = parts.group(1).equals(parameters.groupId)
                && parts.group(2).equals(parameters.artifactId)
                && version.orElse(parameters.version).equals(parameters.version);
        if (itself) {
            faults.add(BaseImageAdvice.projectItself(written));
            return Optional.empty();
        }
        return Optional.of(new BaseImage.ByProject(parts.group(1), parts.group(2), version, architecture));
    }
}
