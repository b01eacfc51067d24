package io.github.amibaker.template;

import static io.github.amibaker.advice.Parameter.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.request.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateFaultsTest {
    private static final String RESOURCES = "Resources: {Image: {Type: 'Custom::AMI'}}\n";
    private static final String OUTPUTS = "Outputs: {ImageId: {Value: !Ref Image}}\n";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
    }

    private Fault fault(String template) {
        project.write("src/main/ami/template.yaml.ftl", template);
        assertThat(new TemplateRenderer().rehearse(project.request(), project.faults))
                .isEmpty();
        assertThat(project.faults.list()).hasSize(1);
        Fault fault = project.faults.list().get(0);
        assertThat(fault.parameter()).isEqualTo(TEMPLATE);
        assertThat(fault.text()).contains(TEMPLATE.path(), TEMPLATE.property(), "mvn ami:bake");
        assertThat(fault.what().lines().count()).isLessThanOrEqualTo(2);
        assertThat(fault.text()).doesNotContain("[in template", "freemarker.", "----", "FTL stack");
        return fault;
    }

    @Test
    void anUndefinedNameIsToldWithItsPlace() {
        assertThat(fault("# one\n# [=ami.nonsense]\n").what())
                .isEqualTo(
                        "The template template.yaml.ftl uses \"ami.nonsense\" at line 2, column 5, which is not defined.");
    }

    @Test
    void anUndefinedNameGivenToJsonIsTold() {
        assertThat(fault("# [=json(nonsense)]\n").what()).contains("line 1", "not defined");
    }

    @Test
    void aTagThatIsNotClosedIsToldWithItsPlace() {
        assertThat(fault("# one\n<#if true>\n").what()).contains("template.yaml.ftl", "line 2", "#if");
    }

    @Test
    void aWrongKindOfValueIsToldWithItsPlace() {
        assertThat(fault("\n\n  [=ami.tags]\n").what()).contains("line 3, column 5", "ami.tags");
    }

    @Test
    void aFaultOfAnIncludedFileNamesThatFile() {
        project.write("src/main/ami/part.ftl", "\n[=nobody]\n");
        assertThat(fault("<#include 'part.ftl'>").what()).contains("part.ftl uses \"nobody\" at line 2, column 3");
    }

    @Test
    void whatDoesNotLieBesideCannotBeIncluded() throws IOException {
        project.write("secret.ftl", "secret");
        Files.createDirectories(project.file("src/main/ami"));
        Files.createSymbolicLink(project.file("src/main/ami/link.ftl"), project.file("secret.ftl"));
        assertThat(fault("<#include '../../../secret.ftl'>").what()).contains("line 1", "secret.ftl");
        assertThat(new Faulty().of("<#include 'link.ftl'>")).contains("line 1", "link.ftl");
    }

    @Test
    void classesAndMethodsOfJavaAreOutOfReach() {
        assertThat(fault("[='java.lang.ProcessBuilder'?new('id').start()]").what())
                .contains("line 1");
        assertThat(new Faulty().of("[=ami.tags?api.class]")).contains("line 1");
        assertThat(new Faulty().of("[=ami.stackName.class]")).contains("line 1");
    }

    @Test
    void aTemplateThatIncludesItselfEnds() {
        assertThat(fault("<#include 'template.yaml.ftl'>").what()).contains("without end");
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        project.write("src/main/ami/template.yaml.ftl", new byte[] {'#', (byte) 0xff, '\n'});
        new TemplateRenderer().rehearse(project.request(), project.faults);
        assertThat(project.faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("UTF-8"));
    }

    @Test
    void whatIsNoYamlIsToldWithItsPlaceInWhatWasRendered() {
        assertThat(fault("Resources:\n  A: [1, 2\n  B: 3\n").what()).contains("does not give YAML", "line 3", "B: 3");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThat(fault("Resources: {}\n" + RESOURCES + OUTPUTS).what()).contains("line 2", "Resources");
    }

    @Test
    void aBombOfAliasesIsRefused() {
        String bomb = "a: &a [x, x]\n"
                + IntStream.range(0, 60)
                        .mapToObj(i -> "k" + i + ": [" + "*a, ".repeat(20) + "*a]\n")
                        .collect(Collectors.joining());
        assertThat(fault(bomb + RESOURCES + OUTPUTS).what()).contains("does not give YAML");
    }

    @Test
    void resourcesAreNeeded() {
        assertThat(fault("Resources: {}\n" + OUTPUTS).what()).contains("no Resources");
    }

    @Test
    void anImageIdIsNeeded() {
        assertThat(fault(RESOURCES + "Outputs: {Id: {Value: x}}\n").what()).contains("no output ImageId");
    }

    @Test
    void textThatIsNoMappingLacksBoth() {
        project.write("src/main/ami/template.yaml.ftl", "hello");
        new TemplateRenderer().rehearse(project.request(), project.faults);
        assertThat(project.faults.list())
                .extracting(Fault::what)
                .anyMatch(what -> what.contains("no Resources"))
                .anyMatch(what -> what.contains("no output ImageId"));
    }

    @Test
    void aParameterNobodyGivesAValueIsRefused() {
        assertThat(fault("Parameters: {Vpc: {Type: String}, Ok: {Type: String, Default: ''}}\n" + RESOURCES + OUTPUTS)
                        .what())
                .contains("\"Vpc\"");
    }

    @Test
    void moreResourcesThanCloudFormationTakesAreRefused() {
        String resources = IntStream.range(0, 501)
                .mapToObj(i -> "  R" + i + ": {Type: 'A::B::C'}\n")
                .collect(Collectors.joining());
        assertThat(fault("Resources:\n" + resources + OUTPUTS).what()).contains("501 resources");
    }

    @Test
    void whatIsLongerThanCloudFormationTakesIsRefused() {
        project.parameters.templateVariables = Map.of("long", "x".repeat(51_200));
        assertThat(fault("# [=long]\n" + RESOURCES + OUTPUTS).what()).contains("51285 bytes");
    }

    @Test
    void aTemplateThatIsNotThereIsRefusedWithItsPath() {
        project.parameters.template = Path.of("gone.ftl");
        assertThat(new io.github.amibaker.request.BakeRequestReader()
                        .read(project.parameters, project.faults, project.warnings::add, unstaged -> false))
                .isEmpty();
        assertThat(project.faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.text())
                        .contains(project.file("gone.ftl").toString(), "not there", TEMPLATE.property()));
    }

    @Test
    void faultsOfParametersAndOfTheTemplateAreFoundInOneRun() {
        project.parameters.baseImage = "nonsense";
        project.write("src/main/ami/template.yaml.ftl", "[=nobody]");
        new TemplateRenderer().rehearse(project.read(), project.faults);
        assertThat(project.faults.list()).hasSize(2);
    }

    /** Another template in the same project. */
    private final class Faulty {
        String of(String template) {
            project = new Project(folder);
            return fault(template).what();
        }
    }
}
