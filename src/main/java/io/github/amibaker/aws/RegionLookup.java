package io.github.amibaker.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
 * SDK's default chain. The instance is asked aside while others look for credentials, and for {@link #INSTANCE_LIMIT} at
 * most, because outside EC2 nobody answers and the SDK asks again and again.
 */
final class RegionLookup {
    private static final Duration INSTANCE_LIMIT = Duration.ofMillis(1500);

    private final Optional<String> told;
    private final CompletableFuture<Optional<String>> instance = new CompletableFuture<>();

    private RegionLookup(Optional<String> told) {
        this.told = told;
        if (told.isPresent()) {
            instance.complete(told);
            return;
        }
        instance.completeOnTimeout(Optional.empty(), INSTANCE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        Thread thread = new Thread(() -> instance.complete(ask(new InstanceProfileRegionProvider())), "ami-region");
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to look, where the user named no region. */
    static RegionLookup begin(Optional<String> named, Supplier<ProfileFile> profiles, String profile) {
        return new RegionLookup(named.or(() -> ask(new SystemSettingsRegionProvider()))
                .or(() -> ask(new AwsProfileRegionProvider(profiles, profile))));
    }

    /** The region's code as user, environment or profile have it. */
    Optional<String> told() {
        return told;
    }

    /** The region's code, or empty when nothing names one; waits for the instance's answer. */
    Optional<String> found() {
        return instance.join();
    }

    private static Optional<String> ask(AwsRegionProvider provider) {
        try {
            return Optional.ofNullable(provider.getRegion()).map(Region::id);
        } catch (SdkClientException none) {
            return Optional.empty();
        }
    }
}
