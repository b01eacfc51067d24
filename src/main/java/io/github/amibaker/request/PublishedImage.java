package io.github.amibaker.request;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Images that have a short name, and the public parameters in which their publishers keep the newest one's id.
 *
 * @see <a href="https://docs.aws.amazon.com/linux/al2023/ug/ec2.html">Amazon Linux 2023</a>
 * @see <a href="https://documentation.ubuntu.com/aws/en/latest/aws-how-to/instances/find-ubuntu-images/">Ubuntu</a>
 * @see <a href="https://wiki.debian.org/Cloud/AmazonEC2Image">Debian</a>
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/finding-an-ami.html">Windows Server</a>
 */
public enum PublishedImage {
    AL2023("al2023", "ami-amazon-linux-latest/al2023-ami-kernel-default-%s", "x86_64", "arm64"),
    AL2023_MINIMAL("al2023-minimal", "ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-%s", "x86_64", "arm64"),
    UBUNTU_22_04("ubuntu-22.04", ubuntu("22.04", "gp2"), "amd64", "arm64"),
    UBUNTU_24_04("ubuntu-24.04", ubuntu("24.04", "gp3"), "amd64", "arm64"),
    DEBIAN_12("debian-12", "debian/release/12/latest/%s", "amd64", "arm64"),
    DEBIAN_13("debian-13", "debian/release/13/latest/%s", "amd64", "arm64"),
    WINDOWS_2022("windows-2022", "ami-windows-latest/Windows_Server-2022-English-Full-Base", ""),
    WINDOWS_2025("windows-2025", "ami-windows-latest/Windows_Server-2025-English-Full-Base", "");

    /** EC2's words for the architectures there are short names for; the first is the one without a word. */
    public static final List<String> ARCHITECTURES = List.of("x86_64", "arm64");

    private final String text;
    private final String ofX86;
    private final Optional<String> ofArm;

    /** @param words how the publisher calls {@link #ARCHITECTURES}, as many of them as it publishes */
    PublishedImage(String text, String path, String... words) {
        this.text = text;
        this.ofX86 = "/aws/service/" + path.formatted(words[0]);
        this.ofArm = words.length == 1 ? Optional.empty() : Optional.of("/aws/service/" + path.formatted(words[1]));
    }

    /** The image of that short name. */
    static Optional<PublishedImage> of(String text) {
        return Arrays.stream(values()).filter(image -> image.text.equals(text)).findFirst();
    }

    /** The short name. */
    public String text() {
        return text;
    }

    /** Whether it is published for that architecture. */
    public boolean isFor(String architecture) {
        return architecture.equals("x86_64") || (architecture.equals("arm64") && ofArm.isPresent());
    }

    /** Name of the parameter that holds the newest one's id. */
    public String parameter(String architecture) {
        return architecture.equals("arm64") ? ofArm.orElseThrow() : ofX86;
    }

    private static String ubuntu(String release, String disk) {
        return "canonical/ubuntu/server/" + release + "/stable/current/%s/hvm/ebs-" + disk + "/ami-id";
    }
}
