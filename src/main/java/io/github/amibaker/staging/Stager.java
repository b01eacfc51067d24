package io.github.amibaker.staging;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.StagingAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.S3Access;
import io.github.amibaker.aws.Sleeper;
import io.github.amibaker.console.Console;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.stack.StackEvent;
import io.github.amibaker.stack.StackListener;
import io.github.amibaker.stack.WaitSignal;
import io.github.amibaker.template.StagedArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Brings scripts and files to S3 when a stack waits for them, and tells the stack where they are; whichever client watches
 * the stack then. It keeps no state but the stack's: a client that was killed meanwhile is followed by another.
 */
public final class Stager implements StackListener {
    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** For the builder to start and fetch, beside what provisioning may take. */
    private static final Duration START = Duration.ofHours(1);
    /** A signature by S3's version 4 holds no longer than a week; a session seldom more than this. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private static final Duration SOON = Duration.ofMinutes(15);

    private final BakeRequest request;
    private final Path folder;
    private final AwsClients clients;
    private final Console console;
    private final Sleeper sleeper;
    private final InstantSource clock;
    private Optional<StagedPlace> place = Optional.empty();
    private Optional<URI> handle = Optional.empty();
    private boolean awaited;
    private boolean done;

    /**
     * Collaborators of one goal.
     *
     * @param folder for the archive, which is removed when the stack has been told
     */
    public Stager(
            BakeRequest request,
            Path folder,
            AwsClients clients,
            Console console,
            Sleeper sleeper,
            InstantSource clock) {
        this.request = request;
        this.folder = folder;
        this.clients = clients;
        this.console = console;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    @Override
    public void seen(List<StackEvent> fresh) throws InterruptedException {
        for (StackEvent event : fresh) {
            switch (event.logicalId()) {
                case "StagedObjects" ->
                    place = event.physicalId().flatMap(StagedPlace::of).or(() -> place);
                case "StagedHandle" ->
                    handle = event.physicalId().map(URI::create).or(() -> handle);
                case StackEvent.STAGED ->
                    awaited = event.status().isInProgress() && !event.status().isDeleting();
                default -> {}
            }
        }
        if (awaited
                && !done
                && place.isPresent()
                && handle.isPresent()
                && request.staging().needed()) {
            done = true;
            stage(place.get(), handle.get());
        }
    }

    private void stage(StagedPlace where, URI address) throws InterruptedException {
        try {
            Path file = folder.resolve(request.stackName() + ".tar.gz");
            StagedArchive archive = StagedArchive.write(request, file);
            Upload upload = new Upload(clients.s3().client(), console, clock, Upload.Parts.USUAL, where, archive);
            upload.run();
            warn();
            signal(address, "SUCCESS", "staged", archive.sha256() + " " + signed(where, upload.key()));
            Files.deleteIfExists(file);
        } catch (AbortedException interrupted) {
            throw interrupted;
        } catch (SdkException failure) {
            fail(address, clients.failures().of("s3:PutObject", failure));
        } catch (IOException | UncheckedIOException failure) {
            fail(address, BakeException.user(String.valueOf(failure.getMessage()), "Run mvn ami:bake again.", failure));
        }
    }

    /** The stack need not wait until its time is over: it goes at once, and watching it tells the rest. */
    private void fail(URI address, BakeException failure) throws InterruptedException {
        console.warn(StagingAdvice.failed(failure.text()));
        signal(address, "FAILURE", StagingAdvice.reason(failure.getMessage()), "");
    }

    private String signed(StagedPlace where, String key) {
        Duration asked = request.provisionTimeout().plus(START);
        Duration good = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        return clients.s3()
                .presigner()
                .presignGetObject(presign -> presign.signatureDuration(good)
                        .getObjectRequest(get -> get.bucket(where.bucket()).key(key)))
                .url()
                .toString();
    }

    private void warn() {
        clients.credentialsEnd()
                .map(end -> Duration.between(clock.instant(), end))
                .filter(left -> left.compareTo(SOON) < 0)
                .ifPresent(left -> console.warn(StagingAdvice.endSoon(Math.max(0, left.toMinutes()))));
    }

    private void signal(URI address, String status, String reason, String data) throws InterruptedException {
        WaitSignal signal = new WaitSignal(status, "ami-bake", reason, data);
        S3Access s3 = clients.s3();
        for (int tries = 1; ; tries++) {
            try {
                signal.put(address, s3.put());
                return;
            } catch (IOException e) {
                if (tries == TRIES) {
                    console.warn(StagingAdvice.notSignalled(e.getMessage()));
                    return;
                }
            }
            sleeper.sleep(PAUSE);
        }
    }
}
