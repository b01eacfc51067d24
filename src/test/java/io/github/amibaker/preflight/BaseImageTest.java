package io.github.amibaker.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.BaseImage;
import io.github.amibaker.request.BaseLock;
import io.github.amibaker.request.ImageFilter;
import io.github.amibaker.request.PublishedImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Which image a name means, what a lock makes of it, and how old that image is. */
class BaseImageTest extends Preflighted {
    private static final String X86 = "ami-0123456789abcdef0";
    private static final String ARM = "ami-0000000000000a64a";

    @ParameterizedTest
    @CsvSource({",," + X86, ",t3.small," + X86, ",t4g.small," + ARM, "arm64,," + ARM, "x86_64,t3.small," + X86})
    void aShortNameMeansWhatTheBuilderRuns(String architecture, String type, String image) {
        shortName(PublishedImage.DEBIAN_12, architecture);
        cloud.parameters.put("/aws/service/debian/release/12/latest/amd64", List.of("String", X86));
        cloud.parameters.put("/aws/service/debian/release/12/latest/arm64", List.of("String", ARM));
        request.types = Optional.ofNullable(type).stream().toList();
        assertThat(resolve().orElseThrow().baseImageId()).isEqualTo(image);
    }

    @Test
    void windowsOnATypeOfArmIsAFault() {
        shortName(PublishedImage.WINDOWS_2025, null);
        request.types = List.of("t4g.small");
        resolve();
        assertFault(Parameter.BASE_IMAGE, "There is no windows-2025 for arm64: Windows Server on EC2 is x86_64 only.");
    }

    @Test
    void anIdOfAnotherArchitectureThanTheOneAskedForIsAFault() {
        request.baseImage = Optional.of(new BaseImage.ById(X86, Optional.of("arm64")));
        resolve();
        assertFault(Parameter.ARCHITECTURE, X86 + " is x86_64, but the architecture is to be arm64");
    }

    @Test
    void theNewestThatFitsIsTakenAndWhatIsDeprecatedIsLeftOut() {
        add("ami-00000000000000001", "base-1", "2026-01-01T00:00:00.000Z", null);
        add("ami-00000000000000002", "base-2", "2026-02-01T00:00:00.000Z", null);
        add("ami-00000000000000003", "base-3", "2026-03-01T00:00:00.000Z", "2026-11-23T10:00:00.000Z");
        add("ami-00000000000000004", "other", "2026-04-01T00:00:00.000Z", null);
        filter("base-?", null);
        assertThat(resolve().orElseThrow().baseImageId()).isEqualTo("ami-00000000000000002");
    }

    @Test
    void thatNothingFitsIsAFault() {
        filter("nothing-*", "arm64");
        resolve();
        assertFault(
                Parameter.BASE_IMAGE,
                "No image that is available in eu-west-1 fits owners=123456789012 name=nothing-* (arm64).");
    }

    @Test
    void thatAllThatFitsIsDeprecatedIsAFaultWithTheDate() {
        add("ami-00000000000000001", "base-1", "2026-01-01T00:00:00.000Z", "2026-10-01T00:00:00.000Z");
        add("ami-00000000000000002", "base-2", "2026-02-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z");
        filter("base-*", null);
        resolve();
        assertFault(Parameter.BASE_IMAGE, "are deprecated, the newest, ami-00000000000000002, since 2026-11-01.");
    }

    @Test
    void imagesOfTwoArchitecturesAreAFaultUnlessSomethingSaysWhichIsMeant() {
        add("ami-00000000000000001", "base-x86_64", "2026-01-01T00:00:00.000Z", null);
        cloud.ec2.images.add(image("ami-00000000000000002", "base-arm64", "2026-02-01T00:00:00.000Z", null)
                .architecture("arm64")
                .build());
        filter("base-*", null);
        resolve();
        assertFault(Parameter.ARCHITECTURE, "Images of arm64 and x86_64 fit owners=123456789012 name=base-*.");
        request.types = List.of("t3.small");
        assertThat(resolve().orElseThrow().baseImageId()).isEqualTo("ami-00000000000000001");
        filter("base-*", "arm64");
        request.types = List.of();
        assertThat(resolve().orElseThrow().baseImageId()).isEqualTo("ami-00000000000000002");
    }

    @ParameterizedTest
    @CsvSource({",ami-00000000000000002", "1.0,ami-00000000000000001"})
    void aProjectMeansTheNewestImageItBaked(String version, String image) {
        addOf("ami-00000000000000001", "com.acme:base:1.0", "2026-01-01T00:00:00.000Z");
        addOf("ami-00000000000000002", "com.acme:base:1.1", "2026-02-01T00:00:00.000Z");
        addOf("ami-00000000000000003", "com.acme:base-of-others:1.1", "2026-03-01T00:00:00.000Z");
        request.baseImage = Optional.of(
                new BaseImage.ByProject("com.acme", "base", Optional.ofNullable(version), Optional.empty()));
        assertThat(resolve().orElseThrow().baseImageId()).isEqualTo(image);
    }

    @Test
    void aProjectThatBakedNothingIsAFaultThatSaysSo() {
        request.baseImage =
                Optional.of(new BaseImage.ByProject("com.acme", "base", Optional.empty(), Optional.empty()));
        resolve();
        assertFault(Parameter.BASE_IMAGE, "fits project:com.acme:base.");
        assertThat(faults.list().get(0).advice()).contains("Bake that project first");
    }

    @Test
    void theLockMeansMoreThanTheName() {
        lock("ssm:/al2023 in eu-west-1", ARM);
        assertThat(resolve().orElseThrow().baseImageId()).isEqualTo(ARM);
        assertThat(preflight.toBeLocked()).isEmpty();
        assertThat(cloud.calls()).doesNotContain("GetParameter");
    }

    @Test
    void whatTheLockDoesNotHaveForThisRegionIsToBeLocked() {
        lock("ssm:/al2023 in us-east-1", ARM);
        assertThat(resolve().orElseThrow().baseImageId()).isEqualTo(X86);
        assertThat(preflight.toBeLocked())
                .contains(Map.entry("ssm:/al2023 in eu-west-1", new BaseLock.Locked(X86, "al2023", Instant.EPOCH)));
    }

    @Test
    void anIdIsNotLocked() {
        request.baseLock = Optional.of(new BaseLock(Path.of("base.lock"), new TreeMap<>()));
        assertThat(resolve()).isPresent();
        assertThat(preflight.toBeLocked()).isEmpty();
    }

    @Test
    void aLockedImageThatIsGoneOrDisabledIsAFaultThatSaysHowToGoOn() {
        lock("ssm:/al2023 in eu-west-1", "ami-0000000000000dead");
        resolve();
        assertFault(Parameter.BASE_LOCK, "has locked does not exist in eu-west-1 any more.");
        assertThat(faults.list().get(0).advice()).contains("mvn ami:upgrade-base");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00.000Z, is deprecated since 2026-11-23",
        "2026-10-01T00:00:00.000Z, is deprecated since 2026-10-01",
        "2026-12-22T23:00:00.000Z, 'will be deprecated on 2026-12-22, in 29 days'",
        "2026-11-25T09:00:00.000Z, 'will be deprecated on 2026-11-25, in 1 day:'"
    })
    void aBaseImageThatIsDeprecatedOrSoonIsWarnedOfWithTheDate(String at, String told) {
        cloud.ec2.images.add(image("ami-00000000000000001", "old", "2026-01-01T00:00:00.000Z", at)
                .build());
        request.base = "ami-00000000000000001";
        assertThat(resolve()).isPresent();
        assertThat(console.warnings)
                .singleElement()
                .satisfies(
                        warning -> assertThat(warning).contains("The base image ami-00000000000000001 (old) " + told));
    }

    @Test
    void aBaseImageThatWillLastIsNotWarnedOf() {
        add("ami-00000000000000001", "new", "2026-01-01T00:00:00.000Z", "2026-12-23T10:00:00.000Z");
        request.base = "ami-00000000000000001";
        assertThat(resolve()).isPresent();
        assertThat(console.warnings).isEmpty();
    }

    @Test
    void aDisabledImageOfOnesOwnIsToldAsThat() {
        cloud.ec2.images.add(CloudOfTests.image("ami-00000000000000001", "x86_64")
                .state("disabled")
                .build());
        request.base = "ami-00000000000000001";
        resolve();
        assertFault(Parameter.BASE_IMAGE, "is in state 'disabled' and cannot be launched");
    }

    private void shortName(PublishedImage image, String architecture) {
        request.baseImage = Optional.of(new BaseImage.ByShortName(image, Optional.ofNullable(architecture)));
    }

    private void filter(String name, String architecture) {
        request.baseImage = Optional.of(new BaseImage.ByFilter(
                new ImageFilter(
                        List.of("123456789012"),
                        Optional.of(name),
                        Optional.empty(),
                        Optional.empty(),
                        new TreeMap<>()),
                Optional.ofNullable(architecture)));
    }

    private void lock(String key, String id) {
        request.base = "ssm:/al2023";
        request.baseLock = Optional.of(new BaseLock(Path.of("base.lock"), new TreeMap<>())
                .with(key, new BaseLock.Locked(id, "locked", Instant.EPOCH)));
    }

    private static Image.Builder image(String id, String name, String created, String deprecated) {
        return CloudOfTests.image(id, "x86_64")
                .name(name)
                .ownerId("123456789012")
                .creationDate(created)
                .deprecationTime(deprecated);
    }

    private void add(String id, String name, String created, String deprecated) {
        cloud.ec2.images.add(image(id, name, created, deprecated).build());
    }

    private void addOf(String id, String project, String created) {
        cloud.ec2.images.add(image(id, id, created, null)
                .ownerId("self")
                .tags(Tag.builder().key("ami:project").value(project).build())
                .build());
    }
}
