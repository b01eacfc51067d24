package io.github.amibaker.aws;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Signature Version 4 with the credentials of the moment: the SDK itself asks for them once for all attempts of a call.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature Version 4</a>
 */
final class AttemptSigning implements AuthScheme<AwsCredentialsIdentity>, HttpSigner<AwsCredentialsIdentity> {
    private final AwsV4AuthScheme v4 = AwsV4AuthScheme.create();
    private final Supplier<? extends AwsCredentialsIdentity> now;

    /** Signs with what {@code now} gives, in the thread of the call. */
    AttemptSigning(Supplier<? extends AwsCredentialsIdentity> now) {
        this.now = now;
    }

    @Override
    public String schemeId() {
        return v4.schemeId();
    }

    @Override
    public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
        return v4.identityProvider(providers);
    }

    @Override
    public HttpSigner<AwsCredentialsIdentity> signer() {
        return this;
    }

    @Override
    @SuppressWarnings("unchecked") // whatever the identity was, it is exchanged
    public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
        SignRequest<AwsCredentialsIdentity> attempt = (SignRequest<AwsCredentialsIdentity>) request;
        return v4.signer().sign(attempt.toBuilder().identity(now.get()).build());
    }

    @Override
    public CompletableFuture<AsyncSignedRequest> signAsync(AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
        return v4.signer().signAsync(request);
    }
}
