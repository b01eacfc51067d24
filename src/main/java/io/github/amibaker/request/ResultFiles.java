package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.ParameterAdvice;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Reads where the results go, and looks whether they can be written there before an hour of baking. */
final class ResultFiles {
    private ResultFiles() {}

    static Path properties(BakeParameters parameters) {
        return file(parameters, parameters.propertiesFile, "ami.properties");
    }

    static Path manifest(BakeParameters parameters) {
        return file(parameters, parameters.manifestFile, "ami.json");
    }

    private static Path file(BakeParameters parameters, Path written, String standard) {
        Path path = written == null ? parameters.buildDirectory.resolve(standard) : written;
        return parameters.basedir.resolve(path).normalize();
    }

    /** Notes what is in the way of writing the file; makes nothing. */
    static Path check(Parameter parameter, Path file, Faults faults) {
        return check(parameter, file, Files::isWritable, faults);
    }

    /** @param writable whether the rights allow it, which they always do to root */
    static Path check(Parameter parameter, Path file, Predicate<Path> writable, Faults faults) {
        if (Files.isDirectory(file)) {
            faults.add(ParameterAdvice.resultFileIsFolder(parameter, file));
            return file;
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            if (!writable.test(file)) {
                faults.add(ParameterAdvice.resultFileNotWritable(parameter, file, file, "cannot be written by you"));
            }
            return file;
        }
        Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            folder = folder.getParent();
        }
        if (folder == null || !Files.isDirectory(folder)) {
            faults.add(ParameterAdvice.resultFileNotWritable(
                    parameter, file, folder == null ? file : folder, "is no folder"));
        } else if (!writable.test(folder)) {
            faults.add(ParameterAdvice.resultFileNotWritable(parameter, file, folder, "cannot be written by you"));
        }
        return file;
    }

    static void checkApart(Path properties, Path manifest, Faults faults) {
        if (properties.equals(manifest)) {
            faults.add(ParameterAdvice.resultFilesAreTheSame(properties));
        }
    }
}
