package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptListTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
        project.script("20-b.sh", "#!/bin/sh\necho b\n");
    }

    private List<BakeRequest.Script> read(BakeParameters.Script... scripts) {
        project.parameters.provision = Arrays.asList(scripts);
        return project.request().provisioning().scripts();
    }

    private static BakeParameters.Script bare(String word) {
        BakeParameters.Script script = new BakeParameters.Script();
        script.bare = word;
        return script;
    }

    private static BakeParameters.Script inline(String text) {
        BakeParameters.Script script = new BakeParameters.Script();
        script.inline = text;
        return script;
    }

    @Test
    void runsWhatItNamesInItsOwnOrderAndNothingElse() {
        project.write("scripts/c.sh", "#!/bin/sh\necho c\n").script("90-not.sh", "#!/bin/sh\n");
        assertThat(read(bare("20-b.sh"), bare("scripts/c.sh"), bare(" 10-hello.sh ")))
                .extracting(BakeRequest.Script::name)
                .containsExactly("20-b.sh", "c.sh", "10-hello.sh");
    }

    @Test
    void aScriptMayRunTwice() {
        BakeParameters.Script again = bare("20-b.sh");
        again.environment = Map.of("A", "b");
        List<BakeRequest.Script> scripts = read(bare("20-b.sh"), again);
        assertThat(scripts).extracting(BakeRequest.Script::name).containsExactly("20-b.sh", "20-b.sh");
        assertThat(scripts.get(0).settings().isSet()).isFalse();
        assertThat(scripts.get(1).settings().environment()).containsExactly(Map.entry("A", "b"));
    }

    @Test
    void withoutAListAllOfTheFolderRun() {
        project.parameters.provision = List.of();
        assertThat(project.request().provisioning().scripts()).hasSize(2);
    }

    @Test
    void inlineScriptsAreRunByBashThatEndsAtTheFirstFailureUnlessTheySayOtherwise() {
        BakeParameters.Script python = inline("print(1)");
        python.interpreter = " python3 -I ";
        python.name = "mine";
        List<BakeRequest.Script> scripts = read(inline("echo a"), inline("#!/bin/sh\necho b"), python);
        assertThat(scripts).extracting(BakeRequest.Script::name).containsExactly("inline-1.sh", "inline-2.sh", "mine");
        assertThat(scripts)
                .extracting(script -> script.settings().interpreter())
                .containsExactly(Optional.of("/bin/bash -e"), Optional.empty(), Optional.of("python3 -I"));
        assertThat(scripts.get(1).content()).isEqualTo(Bytes.of("#!/bin/sh\necho b\n"));
    }

    @Test
    void aFileWithAnInterpreterNeedsNoFirstLineThatNamesOne() {
        project.script("x.ps1", "exit 0\n");
        BakeParameters.Script script = bare("x.ps1");
        script.interpreter = "pwsh";
        assertThat(read(script).get(0).settings().interpreter()).contains("pwsh");
    }

    @Test
    void timesAndAttemptsAreRead() {
        BakeParameters.Script script = bare("20-b.sh");
        script.timeout = "1h30m";
        script.retries = "2";
        script.expectReboot = "true";
        ScriptSettings settings = read(script).get(0).settings();
        assertThat(settings.timeout()).contains(Duration.ofMinutes(90));
        assertThat(settings.retries()).isEqualTo(2);
        assertThat(settings.retryPause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.expectReboot()).isTrue();
        assertThat(project.request().provisioning().expectsReboot()).isTrue();
    }

    @Test
    void secretsOfOneScriptCountAsThoseOfAll() {
        project.parameters.environment = Map.of("A", "ssm-secure:/a");
        BakeParameters.Script script = bare("20-b.sh");
        script.environment = Map.of("A", "ssm-secure:/a", "B", "secretsmanager:b", "C", "c");
        BakeRequest.Provisioning provisioning = requestWith(script).provisioning();
        assertThat(provisioning.secrets()).containsOnlyKeys("A");
        assertThat(provisioning.allSecrets())
                .extracting(Object::toString)
                .containsExactly("ssm-secure:/a", "secretsmanager:b");
    }

    private BakeRequest requestWith(BakeParameters.Script script) {
        project.parameters.provision = List.of(script);
        return project.request();
    }

    @ParameterizedTest
    @EnumSource(ReadyMadeScript.class)
    void everyReadyMadeScriptIsFoundByItsNameAlone(ReadyMadeScript ready) {
        List<BakeRequest.Script> scripts = read(bare(ready.text()));
        assertThat(scripts).extracting(BakeRequest.Script::name).containsExactly(ready.text() + ".sh");
        assertThat(scripts.get(0).content().utf8()).startsWith("#!");
    }

    @Test
    void aFileOfTheProjectIsMeantBeforeAReadyMadeScript() {
        project.script("ssm-agent", "#!/bin/sh\necho mine\n");
        assertThat(read(bare("ssm-agent")).get(0).content().utf8()).contains("mine");
    }

    @Test
    void anUnknownReadyMadeScriptIsAnsweredWithTheKnownOnes() {
        BakeParameters.Script script = new BakeParameters.Script();
        script.readyMade = "java";
        project.parameters.provision = List.of(script, bare("updates"));
        project.read();
        assertThat(project.faults.list())
                .hasSize(2)
                .allSatisfy(fault ->
                        assertThat(fault.text()).contains("update-packages, clean-image, cis-level1, java-service"));
    }

    private static String text(String written) {
        return InlineText.of(written);
    }

    @Test
    void theIndentationOfThePomIsTakenAwayAsMavenLeavesIt() {
        assertThat(text("set -x\n      if a; then\n        b\n\n      fi"))
                .isEqualTo("set -x\nif a; then\n  b\n\nfi\n");
        assertThat(text("echo one line")).isEqualTo("echo one line\n");
        assertThat(text("a\n\tb\n\t\tc")).isEqualTo("a\nb\n\tc\n");
    }

    @Test
    void theIndentationIsTakenAwayWhereAllOfItIsPreserved() {
        assertThat(text("\n\n    if x:\n        y\n  \n    z\n  ")).isEqualTo("if x:\n    y\n\nz\n");
        assertThat(text("  a\n b\n")).isEqualTo(" a\nb\n");
    }

    @Test
    void aBlockOfPythonStaysInsideTheLineThatOpensIt() {
        assertThat(text("if x:\n            y\n            z")).isEqualTo("if x:\n    y\n    z\n");
        assertThat(text("if x:\n            y\n        z")).isEqualTo("if x:\n    y\nz\n");
        assertThat(text("def f():\n        if x:\n            y\n    f()"))
                .isEqualTo("def f():\n    if x:\n        y\nf()\n");
    }
}
