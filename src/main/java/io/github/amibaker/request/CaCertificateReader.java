package io.github.amibaker.request;

import io.github.amibaker.advice.EgressAdvice;
import io.github.amibaker.advice.Faults;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads certificate authorities: each of them alone, as trust stores take them. */
final class CaCertificateReader {
    private static final long MOST_BYTES = 1024L * 1024;

    private final InstantSource clock;
    private final Faults faults;

    CaCertificateReader(InstantSource clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    List<Egress.Certificate> read(BakeParameters parameters) {
        List<Egress.Certificate> read = new ArrayList<>();
        List<Path> written = parameters.egress.caCertificates;
        for (Path one : written == null ? List.<Path>of() : written) {
            Path file = parameters.basedir.resolve(one).normalize();
            Optional<String> obstacle = Obstacle.toReading(file);
            obstacle.ifPresent(why -> faults.add(EgressAdvice.unreadable(file, why)));
            if (obstacle.isEmpty()) {
                certificates(file).forEach(certificate -> add(file, certificate, read));
            }
        }
        return List.copyOf(read);
    }

    private Collection<X509Certificate> certificates(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                faults.add(EgressAdvice.noCertificate(file));
                return List.of();
            }
            byte[] content = Files.readAllBytes(file);
            String text = new String(content, StandardCharsets.ISO_8859_1);
            if (text.contains("PRIVATE KEY")) {
                faults.add(EgressAdvice.privateKey(file));
                return List.of();
            }
            @SuppressWarnings("unchecked")
            Collection<X509Certificate> found = (Collection<X509Certificate>)
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content));
            if (found.isEmpty() || !text.contains("-----BEGIN")) {
                faults.add(EgressAdvice.noCertificate(file));
                return List.of();
            }
            return found;
        } catch (IOException e) {
            faults.add(EgressAdvice.unreadable(file, String.valueOf(e.getMessage())));
        } catch (CertificateException e) {
            faults.add(EgressAdvice.noCertificate(file));
        }
        return List.of();
    }

    private void add(Path file, X509Certificate certificate, List<Egress.Certificate> read) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        String whose = certificate.getSubjectX500Principal().getName();
        if (clock.instant().isAfter(end)) {
            faults.add(EgressAdvice.expired(file, whose, end));
        } else if (clock.instant().isBefore(begin)) {
            faults.add(EgressAdvice.notYetValid(file, whose, begin));
        } else {
            String stem =
                    file.getFileName().toString().replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9_-]", "-");
            read.add(new Egress.Certificate("ami-bake-" + (read.size() + 1) + "-" + stem + ".crt", pem(certificate)));
        }
    }

    private static String pem(X509Certificate certificate) {
        try {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateException e) {
            throw new IllegalStateException("it was read from this very encoding", e);
        }
    }
}
