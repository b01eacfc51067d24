package io.github.amibaker.request;

import io.github.amibaker.advice.BaseLockAdvice;
import io.github.amibaker.advice.Faults;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the lock of the base images. */
public final class BaseLockReader {
    private static final String STANDARD = "src/main/ami/base.lock";

    private BaseLockReader() {}

    /** The lock, empty where the user asked for none, or with a fault. */
    static Optional<BaseLock> read(BakeParameters parameters, Faults faults) {
        String written = parameters.baseLock;
        if (written == null || written.equals("false")) {
            return Optional.empty();
        }
        if (written.isBlank()) {
            faults.add(BaseLockAdvice.lockWithoutFile(written));
            return Optional.empty();
        }
        return read(
                parameters
                        .basedir
                        .resolve(written.equals("true") ? STANDARD : written)
                        .normalize(),
                faults);
    }

    /** What lies in that file now: nothing where there is none; empty with a fault when it is no lock. */
    public static Optional<BaseLock> read(Path file, Faults faults) {
        try {
            return Optional.of(BaseLock.parse(file, Files.readString(file)));
        } catch (NoSuchFileException none) {
            return Optional.of(new BaseLock(file, Collections.unmodifiableSortedMap(new TreeMap<>())));
        } catch (BaseLock.Malformed malformed) {
            faults.add(BaseLockAdvice.malformedLock(file, malformed.line(), malformed.getMessage()));
        } catch (CharacterCodingException binary) {
            faults.add(BaseLockAdvice.unreadableLock(file, "it is no text in UTF-8"));
        } catch (IOException failed) {
            faults.add(BaseLockAdvice.unreadableLock(
                    file, Files.isDirectory(file) ? "it is a folder" : failed.getMessage()));
        }
        return Optional.empty();
    }
}
