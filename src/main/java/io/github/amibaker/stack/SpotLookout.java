package io.github.amibaker.stack;

import io.github.amibaker.advice.PlacementAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.aws.Patience;
import io.github.amibaker.console.Console;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.model.ResourceSignalStatus;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * Looks, while a stack waits for a spot instance, whether EC2 took that back without its having been able to tell; then
 * tells the stack in its place, which fails as it does after a notice, whoever watches it. It keeps no state but the
 * stack's, and whatever goes wrong with it, the bake goes on.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-request-status.html">Spot request status</a>
 */
public final class SpotLookout implements StackListener {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final String HANDLE = "AWS::CloudFormation::WaitConditionHandle";
    /** By which {@link Shortage} knows it, as by the builder's own. */
    private static final String UNIQUE_ID = "ami-spot-interruption";

    private final String stackArn;
    private final AwsClients clients;
    private final Console console;
    private final InstantSource clock;
    private final Set<String> waiting = new LinkedHashSet<>();
    private Optional<String> request = Optional.empty();
    private Optional<URI> handle = Optional.empty();
    private Optional<Instant> looked = Optional.empty();
    private boolean done;

    /** Looks after the builder of that stack. */
    public SpotLookout(String stackArn, AwsClients clients, Console console, InstantSource clock) {
        this.stackArn = stackArn;
        this.clients = clients;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public void seen(List<StackEvent> fresh) {
        fresh.forEach(this::seen);
        boolean due =
                looked.map(last -> !clock.instant().isBefore(last.plus(EVERY))).orElse(true);
        if (!done && due && request.isPresent() && !waiting.isEmpty()) {
            looked = Optional.of(clock.instant());
            bear(() -> look(request.get()));
        }
    }

    private void seen(StackEvent event) {
        if (event.isOfSpotRequests()) {
            request = event.physicalId().filter(id -> id.startsWith("sir-")).or(() -> request);
        }
        if (event.logicalId().startsWith(StackEvent.STAGED)) {
            return;
        }
        if (event.type().equals(HANDLE)) {
            handle = event.physicalId().map(URI::create).or(() -> handle);
        }
        if (event.isOfWaitCondition() && event.status().isInProgress()) {
            waiting.add(event.logicalId());
        } else if (event.isOfWaitCondition()) {
            waiting.remove(event.logicalId());
        }
        // From here on it is being removed.
        done |= event.isOwnFailure() || event.status().isDeleting();
    }

    private void look(String id) throws IOException {
        Filter one =
                Filter.builder().name("spot-instance-request-id").values(id).build();
        Optional<String> end =
                clients.ec2().describeSpotInstanceRequests(ask -> ask.filters(one)).spotInstanceRequests().stream()
                        .map(found -> found.status() == null
                                ? ""
                                : String.valueOf(found.status().code()))
                        .filter(SpotLookout::tellsOfAnInterruption)
                        .findFirst();
        if (end.isPresent()) {
            console.info(PlacementAdvice.toldInItsPlace(end.get()));
            tell(PlacementAdvice.untold(end.get()));
            done = true;
        }
    }

    /** What a user stopped or terminated is no affair of EC2's. */
    private static boolean tellsOfAnInterruption(String code) {
        return (code.startsWith("instance-stopped-") || code.startsWith("instance-terminated-"))
                && !code.endsWith("-by-user");
    }

    private void tell(String reason) throws IOException {
        if (handle.isPresent()) {
            new WaitSignal("FAILURE", UNIQUE_ID, reason, "")
                    .put(handle.get(), clients.s3().put());
        } else {
            String resource = waiting.iterator().next();
            clients.cloudformation()
                    .signalResource(signal -> signal.stackName(stackArn)
                            .logicalResourceId(resource)
                            .uniqueId(UNIQUE_ID)
                            .status(ResourceSignalStatus.FAILURE));
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** What may pass is tried again at the next look. */
    private void bear(Step step) {
        try {
            step.run();
        } catch (AbortedException interrupted) {
            throw interrupted;
        } catch (SdkException failure) {
            done = !Patience.isTransient(failure);
            console.debug("the builder's spot request: " + Failures.message(failure));
        } catch (IOException failure) {
            console.debug("the builder's spot request: the stack does not take the signal: " + failure.getMessage());
        }
    }
}
