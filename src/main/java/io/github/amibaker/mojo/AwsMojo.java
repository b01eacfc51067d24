package io.github.amibaker.mojo;

import io.github.amibaker.request.AssumeRole;
import io.github.amibaker.request.BakeParameters;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals that talk to AWS take: where AWS is, and as whom. */
abstract class AwsMojo extends ImagesMojo {
    /**
     * Region to bake in. Default: AWS's own chain, that is {@code AWS_REGION}, then the profile. Example:
     * {@code ap-northeast-2}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.region")
    private String region;

    /**
     * Profile of the AWS configuration whose credentials and region are used; profiles with SSO or a role to assume
     * work too. Default: AWS's own chain, that is {@code AWS_ACCESS_KEY_ID} and its kin, then the profile of
     * {@code AWS_PROFILE}, then the container's or the instance's role. Example: {@code images}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.profile")
    private String profile;

    /**
     * Id of a {@code <server>} in Maven's settings whose user name is an access key id and whose password is the secret
     * access key, encrypted as Maven does it or not; {@code <configuration><sessionToken>} of it may hold the token of
     * temporary credentials. These are used then and no others; not together with {@code profile}. Default: none. Example:
     * {@code aws-images}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.serverId")
    private String serverId;

    /**
     * URL at which every AWS service is reached, for emulators. Default: AWS's own. Example:
     * {@code http://127.0.0.1:4566}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.endpoint")
    private String endpoint;

    /**
     * Accounts that may be worked in, 12 digits each, separated by commas on the command line. With credentials of any
     * other account the goal ends before it looks at anything there. Default: whichever account the credentials belong
     * to. Example: {@code 123456789012}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.allowedAccounts")
    private List<String> allowedAccounts;

    /**
     * Role in which AWS is called, assumed with the credentials that are found otherwise: its ARN alone, or
     * {@code roleArn}, {@code externalId} where its owner asks for one, {@code sessionName} for AWS's logs (default:
     * {@code ami-maven-plugin}), {@code duration} of a session (default: as long as the bake may take, an hour at least,
     * and an hour where the role allows no more) and {@code mfaSerial}, the caller's MFA device. Its code is asked for
     * on the terminal, once, or passed as {@code -Dami.mfaCode=123456}; the same goes for {@code mfa_serial} of a
     * profile. Default: none, the credentials are used themselves. Example:
     * {@code <assumeRole><roleArn>arn:aws:iam::123456789012:role/images</roleArn><externalId>acme</externalId></assumeRole>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.assumeRole")
    private AssumeRole assumeRole;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.region = region;
        parameters.profile = profile;
        parameters.server = new MavenServer(session().getSettings(), decrypter()).find(serverId);
        parameters.endpoint = endpoint;
        parameters.assumeRole = assumeRole;
        parameters.mfaCode = new MavenMfaCode(session());
        parameters.allowedAccounts = allowedAccounts;
        parameters.proxy = new MavenProxy(session().getSettings(), decrypter()).find();
    }
}
