package io.github.amibaker.stack;

import io.github.amibaker.console.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;

/**
 * Shows the builder's serial console while the builder provisions. It is a courtesy: whatever goes wrong with it, the
 * bake goes on.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html">GetConsoleOutput</a>
 */
final class BuilderConsole {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Ec2Client ec2;
    private final Console console;
    private final InstantSource clock;
    private final ConsoleText text = new ConsoleText();
    private final BuilderLog log;
    private final Set<String> waiting = new HashSet<>();
    private Optional<String> instanceId = Optional.empty();
    private Optional<Instant> asked = Optional.empty();
    private boolean provisioned;
    private boolean again;
    private boolean justRead;
    private boolean latest = true;
    private boolean available = true;

    BuilderConsole(Ec2Client ec2, Console console, InstantSource clock) {
        this.ec2 = ec2;
        this.console = console;
        this.clock = clock;
        this.log = new BuilderLog(console);
    }

    /**
     * Takes note of what happened, oldest first; reads the console when something failed, before a rollback deletes the
     * instance, and for the last time when the builder is provisioned.
     */
    void seen(List<StackEvent> events) {
        boolean read = false;
        for (StackEvent event : events) {
            if (event.isOfInstance() && instanceId.isEmpty() && !event.status().isDeleting()) {
                instanceId = event.physicalId().filter(id -> id.startsWith("i-"));
            }
            if (event.isOwnFailure() && !event.status().isDeleteFailure() && !provisioned) {
                read = true;
                provisioned = true;
                again = true;
            }
            if (event.isOfWaitCondition() && !provisioned) {
                read |= waitCondition(event);
            }
        }
        if (read) {
            justRead = true;
            read();
            log.print(text.rest());
        }
    }

    /** Reads the console when it is time to. */
    void tick() {
        boolean due =
                asked.map(last -> !clock.instant().isBefore(last.plus(EVERY))).orElse(true);
        if (!provisioned && due) {
            read();
        } else if (again && !justRead && log.report(instanceId).failure().isEmpty()) {
            // The console lags behind the signal: the line that matters may be there a moment later.
            again = false;
            read();
            log.print(text.rest());
        }
        justRead = false;
    }

    /** What the console said so far. */
    BuilderReport report() {
        return log.report(instanceId);
    }

    /** Whether this event ends the last wait there is. */
    private boolean waitCondition(StackEvent event) {
        if (event.status().isInProgress()) {
            waiting.add(event.logicalId());
            return false;
        }
        waiting.remove(event.logicalId());
        provisioned = waiting.isEmpty();
        return provisioned;
    }

    private void read() {
        if (instanceId.isEmpty() || !available) {
            return;
        }
        asked = Optional.of(clock.instant());
        try {
            String output = ec2.getConsoleOutput(request(instanceId.get())).output();
            if (output != null) {
                log.print(text.lines(Base64.getMimeDecoder().decode(output)));
            }
        } catch (AwsServiceException refused) {
            refused(refused);
        } catch (SdkException | IllegalArgumentException failed) {
            console.debug("the builder's console could not be read: " + failed.getMessage());
        }
    }

    private GetConsoleOutputRequest request(String instance) {
        return GetConsoleOutputRequest.builder()
                .instanceId(instance)
                .latest(latest ? Boolean.TRUE : null)
                .build();
    }

    /** Only Nitro instances know the latest output; others tell it some minutes late, or not at all. */
    private void refused(AwsServiceException refused) {
        console.debug("the builder's console could not be read: " + refused.getMessage());
        if (refused.isThrottlingException() || refused.statusCode() >= 500) {
            return;
        }
        String code = refused.awsErrorDetails() == null
                ? ""
                : String.valueOf(refused.awsErrorDetails().errorCode());
        if (latest && code.equals("UnsupportedOperation")) {
            latest = false;
            read();
        } else {
            available = false;
        }
    }
}
