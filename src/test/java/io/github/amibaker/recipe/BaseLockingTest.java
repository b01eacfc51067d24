package io.github.amibaker.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bake locks its base image, later ones keep to it, and only an upgrade moves it. */
class BaseLockingTest {
    private static final String FIRST = "ami-0123456789abcdef0";
    private static final String SECOND = "ami-0000000000000b0b0";
    private static final String ARM = "ami-0000000000000a64a";
    private static final String LOCK = "src/main/ami/base.lock";

    @TempDir
    Path folder;

    private Scene scene;

    @BeforeEach
    void aProjectThatWantsALock() {
        scene = new Scene(folder);
        scene.project.parameters.baseImage = "ssm:/al2023";
        scene.project.parameters.baseLock = "true";
        scene.cloud.ec2.images.add(scene.cloud.ec2.images.get(0).toBuilder()
                .imageId(SECOND)
                .name("al2023-newer")
                .creationDate("2026-11-20T08:00:00.000Z")
                .build());
        scene.bakingWorks();
        scene.deletingWorks();
    }

    @Test
    void theFirstBakeLocksAndSaysSo() throws IOException {
        scene.bake();
        assertThat(Files.readString(scene.project.file(LOCK)))
                .contains("[ssm:/al2023 in eu-west-1]\nid = " + FIRST + "\nname = al2023\ncreated = ");
        assertThat(scene.console.info)
                .anySatisfy(
                        line -> assertThat(line).startsWith("Locked base image ssm:/al2023 in eu-west-1: " + FIRST));
    }

    @Test
    void laterBakesKeepToTheLockAndLeaveItsFileAlone() throws IOException {
        scene.bake();
        String before = Files.readString(scene.project.file(LOCK));
        move();
        assertThat(scene.bake().baseImageId()).isEqualTo(FIRST);
        assertThat(Files.readString(scene.project.file(LOCK))).isEqualTo(before);
    }

    @Test
    void anUpgradeMovesTheLockAndTellsFromWhatToWhat() throws IOException {
        scene.bake();
        move();
        upgrade();
        assertThat(Files.readString(scene.project.file(LOCK)))
                .contains("id = " + SECOND + "\nname = al2023-newer\ncreated = 2026-11-20T08:00:00Z\n")
                .doesNotContain(FIRST);
        assertThat(scene.console.info)
                .contains("Base image ssm:/al2023 in eu-west-1: from " + FIRST + " (al2023, made 1970-01-01) to "
                        + SECOND + " (al2023-newer, made 2026-11-20).");
        upgrade();
        assertThat(scene.console.info)
                .contains("Base image ssm:/al2023 in eu-west-1 is the newest already: " + SECOND
                        + " (al2023-newer, made 2026-11-20).");
    }

    @Test
    void anUpgradeBeforeTheFirstBakeLocks() {
        upgrade();
        assertThat(scene.project.file(LOCK)).content().contains(FIRST);
        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void whatElseTheLockHasStaysWhereItIs() throws IOException {
        String other = "[debian-12 arm64 in eu-west-1]\nid = ami-00000001\nname = d\ncreated = 2026-01-01T00:00:00Z\n";
        scene.project.write(LOCK, other);
        scene.bake();
        assertThat(Files.readString(scene.project.file(LOCK))).contains(other, FIRST);
    }

    @Test
    void whatAnotherBakeOfThisBuildLockedMeanwhileIsNotLost() throws IOException {
        String other = "[debian-12 arm64 in eu-west-1]\nid = ami-00000001\nname = d\ncreated = 2026-01-01T00:00:00Z\n";
        scene.cloud.ec2.beforeLooks.add(() -> scene.project.write(LOCK, other));
        scene.bake();
        assertThat(Files.readString(scene.project.file(LOCK))).contains(other, FIRST);
    }

    @Test
    void validateCreatesNoLock() {
        scene.validate();
        assertThat(scene.project.file(LOCK)).doesNotExist();
    }

    @Test
    void aLockThatCannotBeWrittenEndsTheBakeBeforeAnythingIsCreated() {
        scene.project.write("locks", "no folder");
        scene.project.parameters.baseLock = "locks/base.lock";
        assertThatThrownBy(scene::bake).hasMessageContaining("base.lock\" cannot be ");
        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void anUpgradeWithoutALockSaysHowToAskForOne() {
        scene.project.parameters.baseLock = null;
        assertThatThrownBy(this::upgrade)
                .isInstanceOfSatisfying(
                        BakeException.class,
                        refused -> assertThat(refused.text())
                                .contains("no lock of the base image", "-Dami.baseLock", "mvn ami:upgrade-base"));
    }

    @Test
    void anUpgradeInAnAccountThatIsNotAllowedLooksAtNothing() {
        scene.project.parameters.allowedAccounts = List.of("999999999999");
        assertThatThrownBy(this::upgrade).hasMessageContaining("but only 999999999999 is allowed");
        assertThat(scene.cloud.ec2.calls).containsExactly("GetCallerIdentity");
    }

    @Test
    void anUpgradeTakesTheImageThatTheFirstOfTheTypesRuns() {
        armByShortName("t4g.small,c7g.large");
        upgrade();
        assertThat(scene.project.file(LOCK)).content().contains("[al2023 arm64 in eu-west-1]\nid = " + ARM);
    }

    @Test
    void anUpgradeForTypesThatDoNotExistOrDoNotGoTogetherLocksNothing() {
        armByShortName("t9.huge,t4g.small,t3.small");
        assertThatThrownBy(this::upgrade)
                .isInstanceOfSatisfying(
                        BakeException.class,
                        refused -> assertThat(refused.text())
                                .contains("2 things are wrong", "'t9.huge'", "'t3.small'")
                                .doesNotContain("'t4g.small' is"));
        assertThat(scene.project.file(LOCK)).doesNotExist();
    }

    private void armByShortName(String types) {
        scene.project.parameters.baseImage = "al2023";
        scene.project.parameters.instanceType = types;
        scene.cloud.type("c7g.large", "arm64");
        scene.cloud.parameters.put(
                "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64", List.of("String", ARM));
    }

    @Test
    void anIdCannotBeUpgraded() {
        scene.project.parameters.baseImage = FIRST;
        upgrade();
        assertThat(scene.console.info)
                .singleElement()
                .satisfies(line -> assertThat(line).contains(FIRST, "nothing to upgrade"));
        assertThat(scene.project.file(LOCK)).doesNotExist();
    }

    private void move() {
        scene.cloud.parameters.put("/al2023", List.of("String", SECOND));
    }

    private void upgrade() {
        scene.goals().upgradeBase(scene.project.parameters);
    }
}
