package io.github.amibaker.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsFitTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProjectForWindows() {
        project = new Project(folder).forWindows("Write-Output hello\r\n");
    }

    @Test
    void scriptsThatWindowsRunsByTheirNamesAreForWindows() {
        project.script("20-more.CMD", "echo more\r\n").script("30-old.bat", "echo old\r\n");
        assertThat(project.request().provisioning().platform()).isEqualTo(Platform.WINDOWS);
        assertThat(project.warnings).isEmpty();
    }

    @Test
    void powerShellThatSaysWhatRunsItIsForLinux() {
        project.script("10-hello.ps1", "#!/usr/bin/pwsh\nWrite-Output hello\n");
        assertThat(project.request().provisioning().platform()).isEqualTo(Platform.LINUX);
    }

    @Test
    void anEmptyScriptIsAFaultHereToo() {
        project.script("20-empty.ps1", "");
        project.read();
        assertThat(project.faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("is empty"));
    }

    @Test
    void scriptsForBothAreAFaultThatNamesThem() {
        project.script("20-shell.sh", "#!/bin/sh\n");
        assertFault(Parameter.PROVISION_DIRECTORY, "10-hello.ps1", "20-shell.sh", "run mvn ami:bake again");
    }

    @Test
    void aSpotInstanceIsAFaultAsNothingLooksOutForItsEnd() {
        project.parameters.spot = "true";
        assertFault(Parameter.SPOT, "scripts for Windows", "-Dami.spot");
    }

    @Test
    void theSignalOfCfnSignalIsAFault() {
        project.parameters.signal = "resource";
        assertFault(Parameter.SIGNAL, "\"resource\"", "\"handle\"", "-Dami.signal", "run mvn ami:bake again");
    }

    @Test
    void stagingAlwaysIsAFaultAndElseNothingIsSaidOfIt() {
        project.parameters.staging = new StagingPlace();
        project.parameters.staging.set("auto");
        project.request();
        project.parameters.staging.set("always");
        assertFault(Parameter.STAGING, "\"always\"", "nothing is staged", "-Dami.staging", "run mvn ami:bake again");
    }

    @Test
    void aLinkIsAFault() throws IOException {
        project.write("src/main/ami/files/app/real.txt", "x");
        Files.createSymbolicLink(project.file("src/main/ami/files/app/link"), Path.of("real.txt"));
        assertFault(Parameter.FILES_DIRECTORY, "\"/app/link\"", "symbolic link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "what?", "back\\slash", "nul", "Con.txt", "LPT1", "dot.", "blank "})
    void aNameThatWindowsHasNoFileForIsAFault(String name) {
        project.write("src/main/ami/files/app/" + name, "x");
        assertFault(Parameter.FILES_DIRECTORY, "/app/" + name, "is no name of a file there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Program Files/App (x86)/a.b.c", ".hidden", "console", "über/naïve.txt", "com10"})
    void otherNamesAreNone(String path) {
        project.write("src/main/ami/files/" + path, "x");
        assertThat(project.request().provisioning().files()).isNotEmpty();
    }

    @Test
    void anOwnerIsAFault() {
        project.write("conf/a.txt", "x");
        PlacedFile file = new PlacedFile();
        file.source = "conf/a.txt";
        file.target = "/app/a.txt";
        file.owner = "app";
        project.parameters.files = List.of(file);
        assertFault(Parameter.FILES, "\"/app/a.txt\" is to belong to app:", "-Dami.files");
    }

    private void assertFault(Parameter parameter, String... told) {
        project.read();
        assertThat(project.faults.list()).singleElement().satisfies(fault -> {
            assertThat(fault.parameter()).isEqualTo(parameter);
            assertThat(fault.text()).contains(told);
        });
    }
}
