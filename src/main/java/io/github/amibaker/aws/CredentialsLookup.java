package io.github.amibaker.aws;

import io.github.amibaker.advice.AwsAdvice;
import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.IdentityAdvice;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.BakeRequest.Connection;
import io.github.amibaker.request.BakeRequest.Keys;
import io.github.amibaker.request.RoleSession;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * As whom AWS is called: keys of Maven's settings or the profile that the user names and nothing else, or the first of
 * AWS's default chain that is there; and the role to assume with that. Unlike the SDK's chain, what is there and does not
 * work ends the search, so that the user is told of it and not of all the others.
 */
final class CredentialsLookup {
    private final SecurityTokens tokens;
    private final ProfileFile profiles;
    private final String profile;
    private final ProfileCredentials ofProfiles;

    /**
     * Looks into these profiles.
     *
     * @param profile the profile in use
     */
    CredentialsLookup(SecurityTokens tokens, ProfileFile profiles, String profile) {
        this.tokens = tokens;
        this.profiles = profiles;
        this.profile = profile;
        this.ofProfiles = new ProfileCredentials(tokens, profiles);
    }

    /** Where credentials come from, and what is told when they do not. */
    private record Source(AwsCredentialsProvider provider, Function<RuntimeException, Fault> fault) {
        /** What is told of the failure's message. */
        static Source of(AwsCredentialsProvider provider, Function<String, Fault> fault) {
            return new Source(provider, failure -> fault.apply(message(failure)));
        }
    }

    /**
     * A provider that has been asked once, so that what is missing shows before anything is created.
     *
     * @param faults takes what is wrong with the credentials
     * @return empty when there is a fault
     * @throws io.github.amibaker.advice.BakeException when AWS cannot be reached for a role, or does not know the caller
     * @throws TimeOver when the time of the goal is over before there are any
     */
    Optional<AwsCredentialsProvider> find(Faults faults) {
        Optional<AwsCredentialsProvider> found = asked(this::source, faults);
        Optional<RoleSession.AssumedRole> role = tokens.connection().session().role();
        return role.isEmpty() ? found : found.flatMap(from -> asked(() -> assumed(role.get(), from), faults));
    }

    private interface Search {
        Source source();
    }

    private Optional<AwsCredentialsProvider> asked(Search search, Faults faults) {
        Function<RuntimeException, Fault> fault = failure -> AwsAdvice.noCredentials();
        try {
            Source source = search.source();
            fault = source.fault();
            AwsCredentialsProvider provider = tokens.bound()
                    .<AwsCredentialsProvider>map(bound -> new BoundedCredentials(source.provider(), bound))
                    .orElse(source.provider());
            provider.resolveCredentials();
            return Optional.of(provider);
        } catch (SdkException | IllegalStateException | IllegalArgumentException failure) {
            Function<RuntimeException, Fault> told = fault;
            faults.add(CredentialsRefused.fault(failure).orElseGet(() -> told.apply(failure)));
        }
        return Optional.empty();
    }

    private Source source() {
        Connection connection = tokens.connection();
        if (connection.keys().isPresent()) {
            return Source.of(fixed(connection.keys().get()), message -> AwsAdvice.noCredentials());
        }
        return connection.profile().isPresent() ? ofProfile() : ofSurroundings();
    }

    private static AwsCredentialsProvider fixed(Keys keys) {
        return StaticCredentialsProvider.create(
                keys.sessionToken().isPresent()
                        ? AwsSessionCredentials.create(
                                keys.accessKeyId(),
                                keys.secretAccessKey(),
                                keys.sessionToken().get())
                        : AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey()));
    }

    private Source ofProfile() {
        Optional<Profile> used = profiles.profile(profile);
        return Source.of(
                ofProfiles.of(profile),
                message -> used.filter(CredentialsLookup::isSingleSignOn).isPresent()
                        ? AwsAdvice.expiredSso(profile, message)
                        : AwsAdvice.unusableProfile(profile, message));
    }

    /** In the order of the SDK's default chain. */
    private Source ofSurroundings() {
        AwsCredentialsProvider keys = AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(), EnvironmentVariableCredentialsProvider.create());
        if (isThere(keys)) {
            return Source.of(keys, message -> AwsAdvice.noCredentials());
        }
        Optional<String> token = SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValue();
        if (token.isPresent()) {
            AwsCredentialsProvider identity = ofProfiles.webIdentity(
                    SdkSystemSetting.AWS_ROLE_ARN.getStringValue().orElse(""),
                    Path.of(token.get()),
                    SdkSystemSetting.AWS_ROLE_SESSION_NAME.getStringValue());
            return Source.of(identity, message -> IdentityAdvice.noToken(Path.of(token.get()), "is of no use"));
        }
        if (profiles.profile(profile).filter(CredentialsLookup::hasCredentials).isPresent()) {
            return ofProfile();
        }
        if (SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.getStringValue().isPresent()
                || SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI
                        .getStringValue()
                        .isPresent()) {
            return Source.of(ContainerCredentialsProvider.builder().build(), IdentityAdvice::container);
        }
        return Source.of(
                InstanceProfileCredentialsProvider.builder()
                        .profileFile(() -> profiles)
                        .profileName(profile)
                        .build(),
                message -> AwsAdvice.noCredentials());
    }

    private static boolean isThere(AwsCredentialsProvider keys) {
        try {
            keys.resolveCredentials();
            return true;
        } catch (SdkException none) {
            return false;
        }
    }

    private Source assumed(RoleSession.AssumedRole role, AwsCredentialsProvider from) {
        AssumedRole wish =
                new AssumedRole(Parameter.ASSUME_ROLE, role.roleArn(), role.externalId(), role.sessionName());
        AwsCredentialsProvider assumed = ofProfiles.role(wish, role.duration(), role.mfaSerial(), from);
        return new Source(assumed, failure -> {
            if (failure instanceof SdkException answer) {
                throw new Failures(
                                tokens.connection().endpoint(), tokens.region().get())
                        .of("sts:AssumeRole", answer);
            }
            throw failure;
        });
    }

    private static boolean isSingleSignOn(Profile profile) {
        return profile.properties().containsKey("sso_session")
                || profile.property(ProfileProperty.SSO_START_URL).isPresent();
    }

    /** The SDK prints the whole parsed file behind some messages. */
    private static String message(RuntimeException failure) {
        String message = failure instanceof SdkException answer
                ? Failures.message(answer)
                : String.valueOf(failure.getMessage());
        int dump = message.indexOf(": ProfileFile(");
        return dump > 0 ? message.substring(0, dump) : message;
    }

    private static boolean hasCredentials(Profile profile) {
        return isSingleSignOn(profile)
                || profile.properties().keySet().stream()
                        .anyMatch(key -> key.startsWith("aws_")
                                || key.startsWith("role_")
                                || key.startsWith("credential_")
                                || key.startsWith("web_identity_")
                                || key.equals(ProfileProperty.LOGIN_SESSION));
    }
}
