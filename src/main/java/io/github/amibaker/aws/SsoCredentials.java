package io.github.amibaker.aws;

import io.github.amibaker.advice.AwsAdvice;
import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.IdentityAdvice;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.auth.SsoCredentialsProvider;
import software.amazon.awssdk.services.sso.model.GetRoleCredentialsRequest;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcTokenProvider;

/**
 * Credentials of IAM Identity Center for a profile with an {@code sso_session}; the token is that of {@code aws sso login},
 * and renewed as long as its session lasts. Profiles in the old form, without a session, are left to the SDK.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html">Single sign-on</a>
 */
final class SsoCredentials implements AwsCredentialsProvider, AutoCloseable {
    private static final String SESSION = "sso_session";

    private final Profile profile;
    private final SsoOidcTokenProvider token;
    private final SsoCredentialsProvider roles;

    private SsoCredentials(Profile profile, String session, Region region, SecurityTokens tokens) {
        AnonymousCredentialsProvider nobody = AnonymousCredentialsProvider.create();
        this.profile = profile;
        this.token = SsoOidcTokenProvider.builder()
                .sessionName(session)
                .ssoOidcClient(tokens.build(SsoOidcClient.builder(), region, nobody))
                .build();
        SsoCredentialsProvider.Builder builder = SsoCredentialsProvider.builder();
        this.roles = builder.ssoClient(tokens.build(SsoClient.builder(), region, nobody))
                .refreshRequest(this::request)
                .build();
    }

    /** Empty for a profile that has no single sign-on session, or not all that belongs to one. */
    static Optional<AwsCredentialsProvider> of(Profile profile, ProfileFile profiles, SecurityTokens tokens) {
        boolean whole = profile.property(ProfileProperty.SSO_ACCOUNT_ID).isPresent()
                && profile.property(ProfileProperty.SSO_ROLE_NAME).isPresent();
        return profile.property(SESSION)
                .filter(name -> whole)
                .flatMap(name -> profiles.getSection("sso-session", name)
                        .flatMap(section -> section.property(ProfileProperty.SSO_REGION))
                        .map(region -> new SsoCredentials(profile, name, Region.of(region), tokens)));
    }

    private GetRoleCredentialsRequest request() {
        return GetRoleCredentialsRequest.builder()
                .accountId(account())
                .roleName(role())
                .accessToken(token.resolveToken().token())
                .build();
    }

    private String account() {
        return profile.property(ProfileProperty.SSO_ACCOUNT_ID).orElseThrow();
    }

    private String role() {
        return profile.property(ProfileProperty.SSO_ROLE_NAME).orElseThrow();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return roles.resolveCredentials();
        } catch (SdkException refused) {
            if (Patience.isTransient(refused)) {
                throw refused;
            }
            throw new CredentialsRefused(fault(refused), refused);
        } catch (NullPointerException notRenewable) {
            // What the SDK says of a token that is over and has nothing to be renewed with.
            throw new CredentialsRefused(
                    AwsAdvice.expiredSso(profile.name(), "the token has expired and cannot be renewed"), notRenewable);
        } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException broken) {
            throw new CredentialsRefused(
                    AwsAdvice.expiredSso(profile.name(), String.valueOf(broken.getMessage())), broken);
        }
    }

    private Fault fault(SdkException refused) {
        String message = Failures.message(refused);
        return Failures.code(refused).equals("ForbiddenException")
                ? IdentityAdvice.notAssigned(profile.name(), account(), role(), message)
                : AwsAdvice.expiredSso(profile.name(), message);
    }

    @Override
    public void close() {
        roles.close();
        token.close();
    }
}
