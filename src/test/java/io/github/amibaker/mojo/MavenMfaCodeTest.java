package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenMfaCodeTest {
    private static final String DEVICE = "arn:aws:iam::123456789012:mfa/kim";

    @TempDir
    Path folder;

    private final List<String> questions = new ArrayList<>();

    @Test
    void isThatOfTheCommandLineAndNobodyIsAsked() {
        assertThat(code(new MavenBuild(folder).with("ami.mfaCode", "123456"))).contains("123456");
        assertThat(questions).isEmpty();
    }

    @Test
    void isAskedForOnTheTerminalByTheDevicesName() {
        assertThat(code(new MavenBuild(folder))).contains("654321");
        assertThat(questions).containsExactly("MFA code of " + DEVICE + ": ");
    }

    @Test
    void isNotAskedForInBatchMode() {
        MavenBuild build = new MavenBuild(folder);
        build.request.setInteractiveMode(false);
        assertThat(code(build)).isEmpty();
        assertThat(questions).isEmpty();
    }

    @Test
    void isMissingWhereNobodyTypes() {
        assertThat(new MavenMfaCode(new MavenBuild(folder).session(), Optional::empty).of(DEVICE))
                .isEmpty();
        assertThat(new MavenMfaCode(new MavenBuild(folder).session(), () -> Optional.of(question -> null)).of(DEVICE))
                .isEmpty();
    }

    /** Surefire's input is no terminal. */
    @Test
    void isMissingWithoutATerminal() {
        assertThat(new MavenMfaCode(new MavenBuild(folder).session()).of(DEVICE))
                .isEmpty();
    }

    private Optional<String> code(MavenBuild build) {
        return new MavenMfaCode(
                        build.session(),
                        () -> Optional.of(question -> {
                            questions.add(question);
                            return "654321".toCharArray();
                        }))
                .of(DEVICE);
    }
}
