package io.github.amibaker.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Which region is meant when the user names none: environment, profile, this EC2 instance's own, in the order of the
 * SDK's default chain. Unlike there, a machine outside EC2 gets its answer within {@link #INSTANCE_LIMIT}.
 */
final class RegionLookup {
    private static final Duration INSTANCE_LIMIT = Duration.ofMillis(1500);

    private RegionLookup() {}

    /** The region's code, or empty when nothing names one. */
    static Optional<String> find(Supplier<ProfileFile> profiles, String profile) {
        return ask(new SystemSettingsRegionProvider())
                .or(() -> ask(new AwsProfileRegionProvider(profiles, profile)))
                .or(RegionLookup::ofThisInstance);
    }

    private static Optional<String> ask(AwsRegionProvider provider) {
        try {
            return Optional.ofNullable(provider.getRegion()).map(Region::id);
        } catch (SdkClientException none) {
            return Optional.empty();
        }
    }

    /** Asks the instance metadata service aside, because outside EC2 the SDK tries it again and again. */
    private static Optional<String> ofThisInstance() {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> answer.complete(ask(new InstanceProfileRegionProvider())), "ami-region");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(INSTANCE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException none) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
