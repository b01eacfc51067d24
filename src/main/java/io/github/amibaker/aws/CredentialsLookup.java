package io.github.amibaker.aws;

import io.github.amibaker.advice.AwsAdvice;
import io.github.amibaker.advice.Faults;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;

/** As whom AWS is called: the profile the user names and nothing else, or AWS's default chain. */
final class CredentialsLookup {
    private CredentialsLookup() {}

    /**
     * A provider that has been asked once, so that what is missing shows before anything is created.
     *
     * @param faults takes what is wrong with the credentials
     * @return empty when there is a fault
     */
    static Optional<AwsCredentialsProvider> find(
            Supplier<ProfileFile> profiles, Optional<String> named, String profile, Faults faults) {
        AwsCredentialsProvider provider = named.isPresent()
                ? ProfileCredentialsProvider.builder()
                        .profileFile(profiles)
                        .profileName(profile)
                        .build()
                : DefaultCredentialsProvider.builder()
                        .profileFile(profiles)
                        .profileName(profile)
                        .build();
        try {
            provider.resolveCredentials();
            return Optional.of(provider);
        } catch (SdkException | IllegalStateException | IllegalArgumentException failure) {
            note(failure, named.isPresent(), profile, faults);
            return Optional.empty();
        }
    }

    private static void note(RuntimeException failure, boolean named, String profile, Faults faults) {
        String message = failure instanceof SdkException sdk ? Failures.message(sdk) : failure.getMessage();
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("sso")) {
            faults.add(AwsAdvice.expiredSso(profile, message));
        } else if (named) {
            faults.add(AwsAdvice.unusableProfile(profile, message));
        } else {
            faults.add(AwsAdvice.noCredentials());
        }
    }
}
