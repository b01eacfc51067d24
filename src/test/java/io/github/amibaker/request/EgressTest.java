package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The builder's way out, and whom it trusts. */
class EgressTest {
    private static final Path CERTIFICATES =
            Path.of("src/test/resources/certificates").toAbsolutePath();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-26T00:00:00Z"));

    @TempDir
    Path folder;

    private final Faults faults = new Faults();

    private List<Egress.Certificate> read(Path... files) {
        Project project = new Project(folder);
        project.parameters.egress.caCertificates = List.of(files);
        return new CaCertificateReader(CLOCK, faults).read(project.parameters);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Egress.Proxy proxy(String http, String https, String noProxy) {
        Project project = new Project(folder);
        project.parameters.egress.proxy = new EgressParameters.Proxy();
        project.parameters.egress.proxy.http = http;
        project.parameters.egress.proxy.https = https;
        project.parameters.egress.proxy.noProxy = noProxy;
        return project.request().egress().proxy().orElseThrow();
    }

    @Test
    void aProxyIsForBothUnlessSaidOtherwise() {
        assertThat(proxy("http://proxy:3128", null, null).https()).contains("http://proxy:3128");
        assertThat(proxy(null, "http://[fd00::1]:3128/", null).http()).isEmpty();
    }

    @Test
    void theMetadataServiceIsNeverReachedThroughIt() {
        assertThat(proxy("http://proxy:3128", null, null).withoutProxy())
                .isEqualTo("169.254.169.254,fd00:ec2::254,[fd00:ec2::254],localhost,127.0.0.1");
        assertThat(proxy("http://proxy:3128", null, ".example.com, 10.0.0.0/8").withoutProxy())
                .isEqualTo("169.254.169.254,fd00:ec2::254,[fd00:ec2::254],.example.com,10.0.0.0/8");
    }

    @Test
    void aPasswordOfAProxyIsRefusedAndNotTold() {
        Project project = new Project(folder);
        project.parameters.egress.proxy = new EgressParameters.Proxy();
        project.parameters.egress.proxy.set("http://kim:s3cr3t@proxy:3128");
        project.read();
        assertThat(project.faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.text())
                        .contains("credentials", "-Dami.builderProxy", "ssm-secure:")
                        .doesNotContain("s3cr3t", "kim"));
    }

    @Test
    void windowsHasAnotherWay() throws IOException {
        Project project = new Project(folder);
        Files.delete(project.file("src/main/ami/provision/10-hello.sh"));
        project.script("10-hello.ps1", "'hello'\n");
        project.parameters.egress.proxy = new EgressParameters.Proxy();
        project.parameters.egress.proxy.set("http://proxy:3128");
        project.parameters.egress.caCertificates = List.of(CERTIFICATES.resolve("corporate.pem"));
        project.read();
        assertThat(project.faults.list())
                .extracting(Fault::parameter)
                .containsExactlyInAnyOrder(Parameter.BUILDER_PROXY, Parameter.CA_CERTIFICATES);
    }

    @Test
    void eachCertificateOfAFileIsOneOfItsOwnWithoutWhatStandsAround() throws IOException {
        String corporate = Files.readString(CERTIFICATES.resolve("corporate.pem"));
        Path two = file("our CA's.pem", "Bag Attributes\n" + corporate + "\nand\n" + corporate);
        List<Egress.Certificate> read = read(two, CERTIFICATES.resolve("corporate.pem"));
        assertThat(read)
                .extracting(Egress.Certificate::name)
                .containsExactly("ami-bake-1-our-CA-s.crt", "ami-bake-2-our-CA-s.crt", "ami-bake-3-corporate.crt");
        assertThat(read).extracting(Egress.Certificate::pem).containsOnly(corporate);
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void whatIsNoCertificateOrNotValidNowIsRefusedWithItsFile() throws IOException {
        String corporate = Files.readString(CERTIFICATES.resolve("corporate.pem"));
        read(
                folder.resolve("nowhere.pem"),
                file("empty.pem", ""),
                file("text.pem", "trust me\n"),
                file("cut.pem", corporate.substring(0, 200) + "\n-----END CERTIFICATE-----\n"),
                file("key.pem", corporate + "-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n"),
                CERTIFICATES.resolve("expired.pem"),
                CERTIFICATES.resolve("future.pem"));
        assertThat(faults.list()).extracting(Fault::parameter).containsOnly(Parameter.CA_CERTIFICATES);
        assertThat(faults.list())
                .extracting(Fault::what)
                .satisfiesExactly(
                        nowhere -> assertThat(nowhere).contains("nowhere.pem"),
                        empty -> assertThat(empty).contains("empty.pem", "no certificate"),
                        text -> assertThat(text).contains("text.pem", "no certificate"),
                        cut -> assertThat(cut).contains("cut.pem", "broken"),
                        key -> assertThat(key)
                                .contains("key.pem", "private key")
                                .doesNotContain("MIG"),
                        expired -> assertThat(expired).contains("CN=Corporate CA", "expired on 2021-01-01"),
                        future -> assertThat(future).contains("valid from 2100-01-01"));
    }
}
