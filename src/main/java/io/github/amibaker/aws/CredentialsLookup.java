package io.github.amibaker.aws;

import io.github.amibaker.advice.AwsAdvice;
import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Faults;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/** As whom AWS is called: the profile the user names and nothing else, or AWS's default chain. */
final class CredentialsLookup {
    private final ProfileFile profiles;
    private final String profile;
    private final boolean named;
    private final Optional<AwsCredentialsProvider> role;

    /**
     * Looks into these profiles.
     *
     * @param profile the profile in use
     * @param named whether the user named it, so that nothing else may be used
     * @param role a provider for the profile's role, where the SDK's own would not do
     */
    CredentialsLookup(ProfileFile profiles, String profile, boolean named, Optional<AwsCredentialsProvider> role) {
        this.profiles = profiles;
        this.profile = profile;
        this.named = named;
        this.role = role;
    }

    /**
     * A provider that has been asked once, so that what is missing shows before anything is created.
     *
     * @param faults takes what is wrong with the credentials
     * @return empty when there is a fault
     */
    Optional<AwsCredentialsProvider> find(Faults faults) {
        AwsCredentialsProvider provider = named ? ofProfile() : ofChain();
        Optional<String> failure = failure(provider);
        failure.map(this::fault).ifPresent(faults::add);
        return failure.isPresent() ? Optional.empty() : Optional.of(provider);
    }

    private AwsCredentialsProvider ofProfile() {
        return role.orElseGet(() -> ProfileCredentialsProvider.builder()
                .profileFile(() -> profiles)
                .profileName(profile)
                .build());
    }

    /** The default chain; where the profile has a role of ours, what comes before profiles in it, and then the role. */
    private AwsCredentialsProvider ofChain() {
        if (role.isPresent()) {
            return AwsCredentialsProviderChain.of(
                    SystemPropertyCredentialsProvider.create(),
                    EnvironmentVariableCredentialsProvider.create(),
                    WebIdentityTokenFileCredentialsProvider.create(),
                    role.get());
        }
        return DefaultCredentialsProvider.builder()
                .profileFile(() -> profiles)
                .profileName(profile)
                .build();
    }

    private static Optional<String> failure(AwsCredentialsProvider provider) {
        try {
            provider.resolveCredentials();
            return Optional.empty();
        } catch (SdkException failure) {
            return Optional.of(Failures.message(failure));
        } catch (IllegalStateException | IllegalArgumentException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    private Fault fault(String message) {
        Optional<Profile> used = profiles.profile(profile);
        if (used.filter(CredentialsLookup::isSingleSignOn).isPresent()) {
            return AwsAdvice.expiredSso(profile, own(message));
        }
        if (named) {
            return AwsAdvice.unusableProfile(profile, own(message));
        }
        // the chain tells of every place it looked into; what the profile says of itself is what helps
        if (used.filter(CredentialsLookup::hasCredentials).isPresent()) {
            return AwsAdvice.unusableProfile(profile, own(failure(ofProfile()).orElse(message)));
        }
        return AwsAdvice.noCredentials();
    }

    /** The SDK prints the whole parsed file behind some messages. */
    private static String own(String message) {
        int dump = message.indexOf(": ProfileFile(");
        return dump > 0 ? message.substring(0, dump) : message;
    }

    private static boolean isSingleSignOn(Profile profile) {
        return profile.properties().containsKey("sso_session")
                || profile.property(ProfileProperty.SSO_START_URL).isPresent();
    }

    private static boolean hasCredentials(Profile profile) {
        return profile.properties().keySet().stream()
                .anyMatch(key -> key.startsWith("aws_")
                        || key.startsWith("role_")
                        || key.startsWith("credential_")
                        || key.startsWith("web_identity_"));
    }
}
