package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.EgressParameters;
import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals that render a template take of the builder's way out: its proxy, and whom it trusts. */
abstract class EgressMojo extends ImagingMojo {
    /**
     * Proxy through which the builder and its scripts get out while it provisions, {@code http} and {@code https} (as
     * {@code http} unless said otherwise), without credentials; {@code noProxy}: what is reached without it, separated by
     * commas, {@code localhost,127.0.0.1} unless said otherwise. The metadata service always is. A bare URL is that of
     * both. Nothing of it stays in the image. Default: none. Example:
     * {@code <builderProxy><http>http://proxy.example:3128</http><noProxy>localhost,.example</noProxy></builderProxy>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.builderProxy")
    private EgressParameters.Proxy builderProxy;

    /**
     * PEM files of certificate authorities that the builder trusts while it provisions, beside those of the base image.
     * Default: none. Example: {@code <caCertificates><file>src/main/ami/corporate.pem</file></caCertificates>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.caCertificates")
    private List<File> caCertificates;

    /**
     * Whether the image keeps the {@code caCertificates}, so that its instances trust them too.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.keepCaCertificates", defaultValue = "false")
    private boolean keepCaCertificates;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.egress.proxy = builderProxy;
        parameters.egress.caCertificates = caCertificates == null
                ? null
                : caCertificates.stream().map(File::toPath).toList();
        parameters.egress.keepCaCertificates = keepCaCertificates;
    }
}
