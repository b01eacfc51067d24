package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;
import static io.github.amibaker.advice.Wording.where;

import java.nio.file.Path;
import java.time.Instant;

/** What to do about the builder's way out: its proxy, and whom it trusts. */
public final class EgressAdvice {
    private EgressAdvice() {}

    /** A proxy without an address. */
    public static Fault noProxy() {
        return fault(
                Parameter.BUILDER_PROXY,
                "The builder's proxy has neither <http> nor <https>.",
                "Write its URL, such as <http>http://proxy.example:3128</http>.");
    }

    /** No URL of a proxy. */
    public static Fault url(String name, String value) {
        return fault(
                Parameter.BUILDER_PROXY,
                "The <" + name + "> " + quote(value) + " of the builder's proxy is no URL of one.",
                "Write http:// or https://, a host and a port, such as http://proxy.example:3128.");
    }

    /** A proxy with a password, which is not told. */
    public static Fault credentials(String name) {
        return fault(
                Parameter.BUILDER_PROXY,
                "The <" + name + "> of the builder's proxy has credentials in it, or an @.",
                "It stands in the user data, which whoever may read the stack can read: use a proxy that lets the builder's"
                        + " subnet or group in, or give the scripts alone a https_proxy that refers to a secret, such as"
                        + " ssm-secure:/proxy (" + where(Parameter.ENVIRONMENT) + ").");
    }

    /** No host, domain or network. */
    public static Fault host(String value) {
        return fault(
                Parameter.BUILDER_PROXY,
                "The <noProxy> of the builder's proxy has " + quote(value) + ", which is no host.",
                "Write hosts, domains and networks, separated by commas, such as localhost,.example.com,10.0.0.0/8.");
    }

    /** A file of certificates cannot be read. */
    public static Fault unreadable(Path file, String why) {
        return fault(
                Parameter.CA_CERTIFICATES,
                "The certificate file " + quote(file) + " " + why + ".",
                "Name a PEM file that can be read.");
    }

    /** A file without a certificate, or with a broken one. */
    public static Fault noCertificate(Path file) {
        return fault(
                Parameter.CA_CERTIFICATES,
                "The file " + quote(file) + " holds no certificate in PEM, or a broken one.",
                "It has to hold -----BEGIN CERTIFICATE----- and what follows, unchanged; openssl x509 -in shows it.");
    }

    /** A file with a secret. */
    public static Fault privateKey(Path file) {
        return fault(
                Parameter.CA_CERTIFICATES,
                "The file " + quote(file) + " holds a private key.",
                "It would stand in the user data, which others can read: name a file with certificates alone.");
    }

    /** A certificate that is over. */
    public static Fault expired(Path file, String whose, Instant end) {
        return fault(
                Parameter.CA_CERTIFICATES,
                "The certificate of " + quote(whose) + " in " + quote(file) + " has expired on " + end + ".",
                "Name the one that took its place.");
    }

    /** A certificate that is for later. */
    public static Fault notYetValid(Path file, String whose, Instant begin) {
        return fault(
                Parameter.CA_CERTIFICATES,
                "The certificate of " + quote(whose) + " in " + quote(file) + " is valid from " + begin + " on.",
                "Name one that is valid now, or set this machine's clock.");
    }
}
