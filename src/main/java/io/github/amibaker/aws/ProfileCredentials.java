package io.github.amibaker.aws;

import io.github.amibaker.advice.IdentityAdvice;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.RoleAdvice;
import io.github.amibaker.request.RoleSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * What a profile says where its credentials come from. Roles and single sign-on are asked for by us: the SDK's own
 * providers know neither MFA nor a session's length, nor our endpoint and Maven's proxy.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html">Profiles with a role</a>
 */
final class ProfileCredentials {
    private final SecurityTokens tokens;
    private final ProfileFile profiles;

    ProfileCredentials(SecurityTokens tokens, ProfileFile profiles) {
        this.tokens = tokens;
        this.profiles = profiles;
    }

    /**
     * A provider for the profile.
     *
     * @throws CredentialsRefused when the profile cannot be meant so
     */
    AwsCredentialsProvider of(String profile) {
        return of(profile, new HashSet<>());
    }

    private AwsCredentialsProvider of(String name, Set<String> visited) {
        visited.add(name);
        Optional<Profile> found = profiles.profile(name);
        Optional<String> role = found.flatMap(some -> some.property(ProfileProperty.ROLE_ARN));
        if (role.isPresent()) {
            Profile profile = found.get();
            Optional<String> token = profile.property(ProfileProperty.WEB_IDENTITY_TOKEN_FILE);
            if (token.isPresent()) {
                return webIdentity(
                        role.get(), Path.of(token.get()), profile.property(ProfileProperty.ROLE_SESSION_NAME));
            }
            Optional<String> source = profile.property(ProfileProperty.SOURCE_PROFILE);
            if (source.isPresent()) {
                return role(role.get(), profile, source(name, source.get(), visited));
            }
            Optional<String> kind = profile.property(ProfileProperty.CREDENTIAL_SOURCE);
            if (kind.isPresent()) {
                return role(role.get(), profile, surroundings(name, kind.get()));
            }
        }
        return found.flatMap(profile -> SsoCredentials.of(profile, profiles, tokens))
                .orElseGet(() -> ProfileCredentialsProvider.builder()
                        .profileFile(() -> profiles)
                        .profileName(name)
                        .build());
    }

    private AwsCredentialsProvider source(String name, String source, Set<String> visited) {
        Optional<Profile> found = profiles.profile(source);
        if (!visited.contains(source) && found.isPresent()) {
            return of(source, visited);
        }
        // A profile may have a role and the keys to assume it with.
        Optional<String> key = found.flatMap(some -> some.property(ProfileProperty.AWS_ACCESS_KEY_ID));
        Optional<String> secret = found.flatMap(some -> some.property(ProfileProperty.AWS_SECRET_ACCESS_KEY));
        if (key.isEmpty() || secret.isEmpty()) {
            throw new CredentialsRefused(RoleAdvice.brokenSource(name, source, found.isPresent()));
        }
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.get(), secret.get()));
    }

    private static AwsCredentialsProvider surroundings(String name, String kind) {
        return switch (kind) {
            case "Environment" ->
                AwsCredentialsProviderChain.of(
                        SystemPropertyCredentialsProvider.create(), EnvironmentVariableCredentialsProvider.create());
            case "Ec2InstanceMetadata" -> InstanceProfileCredentialsProvider.create();
            case "EcsContainer" -> ContainerCredentialsProvider.builder().build();
            default -> throw new CredentialsRefused(RoleAdvice.unknownSource(name, kind));
        };
    }

    private AwsCredentialsProvider role(String arn, Profile profile, AwsCredentialsProvider from) {
        return role(
                new AssumedRole(
                        Parameter.PROFILE,
                        arn,
                        profile.property(ProfileProperty.EXTERNAL_ID),
                        profile.property(ProfileProperty.ROLE_SESSION_NAME)),
                duration(profile),
                profile.property(ProfileProperty.MFA_SERIAL),
                from);
    }

    private static Optional<Duration> duration(Profile profile) {
        Optional<String> seconds = profile.property(ProfileProperty.DURATION_SECONDS);
        try {
            return seconds.map(Integer::valueOf).map(Duration::ofSeconds);
        } catch (NumberFormatException other) {
            throw new CredentialsRefused(RoleAdvice.malformedSeconds(profile.name(), seconds.orElseThrow()));
        }
    }

    /** A role that these credentials assume, with a user's session behind MFA between them where there is a device. */
    AwsCredentialsProvider role(
            AssumedRole role, Optional<Duration> duration, Optional<String> mfaSerial, AwsCredentialsProvider from) {
        RoleSession session = tokens.connection().session();
        AwsCredentialsProvider caller = mfaSerial
                .<AwsCredentialsProvider>map(serial -> new MfaSession(
                        new MfaSession.Device(role.parameter(), serial, session.mfaCode()),
                        from,
                        tokens.sts(from),
                        InstantSource.system()))
                .orElse(from);
        return role.sessions(new SessionLength(duration, session.lasting()), tokens.sts(caller));
    }

    /** A role that the token in a file assumes. */
    AwsCredentialsProvider webIdentity(String role, Path tokenFile, Optional<String> sessionName) {
        if (role.isBlank()) {
            throw new CredentialsRefused(IdentityAdvice.noRole(tokenFile));
        }
        SessionLength length = new SessionLength(
                Optional.empty(), tokens.connection().session().lasting());
        return new WebIdentity(role, tokenFile, sessionName)
                .sessions(length, tokens.sts(AnonymousCredentialsProvider.create()));
    }
}
