package io.github.amibaker.recipe;

import static io.github.amibaker.advice.Parameter.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user may get wrong: what is told, and that nothing is created; the first half without a call of AWS. */
class BadInputTest {
    private static final String SCRIPT = "src/main/ami/provision/10-hello.sh";
    private static final String OWN = "src/main/ami/template.yaml.ftl";

    @TempDir
    Path folder;

    static Stream<Arguments> seenWithoutAws() {
        return Stream.of(
                set("No base image", BASE_IMAGE, p -> p.baseImage = null),
                set("\"ami-12\"", BASE_IMAGE, p -> p.baseImage = "ami-12"),
                set("\"\"", STACK_NAME, p -> p.stackName = ""),
                set("\"9 lives\"", STACK_NAME, p -> p.stackName = "9 lives"),
                set("(129 characters)", STACK_NAME, p -> p.stackName = "a".repeat(129)),
                set("\"\"", IMAGE_NAME, p -> p.imageName = ""),
                set("\"a:b\"", IMAGE_NAME, p -> p.imageName = "a:b"),
                set("(129 characters)", IMAGE_NAME, p -> p.imageName = "a".repeat(129)),
                set("\"soon\"", PROVISION_TIMEOUT, p -> p.provisionTimeout = "soon"),
                set("\"0s\"", PROVISION_TIMEOUT, p -> p.provisionTimeout = "0s"),
                set("\"-1m\"", PROVISION_TIMEOUT, p -> p.provisionTimeout = "-1m"),
                set("\"13h\"", PROVISION_TIMEOUT, p -> p.provisionTimeout = "13h"),
                set("\"later\"", TIMEOUT, p -> p.timeout = "later"),
                set("\"0s\"", TIMEOUT, p -> p.timeout = "0s"),
                set("\"-5m\"", TIMEOUT, p -> p.timeout = "-5m"),
                set("\"tomorrow\"", DEADLINE, p -> p.deadline = "tomorrow"),
                set("\"1m\"", DEADLINE, p -> p.deadline = "1m"),
                set("/nowhere", PROVISION_DIRECTORY, p -> p.provisionDirectory = Path.of("nowhere")),
                file(PROVISION_DIRECTORY, SCRIPT, "echo hello\n", "10-hello.sh", "does not say what runs it"),
                file(PROVISION_DIRECTORY, SCRIPT, "", "10-hello.sh", "is empty"),
                file(PROVISION_DIRECTORY, "src/main/ami/provision/20/x", "", "/20\"", "is a folder"),
                file(TEMPLATE, OWN, "<#if x>", "template.yaml.ftl", "line 1"),
                file(TEMPLATE, OWN, "a\n[=oops]", "\"oops\"", "line 2, column"),
                file(TEMPLATE, OWN, "a: [", "template.yaml.ftl", "does not give YAML"),
                file(TEMPLATE, OWN, "Resources: {A: {}}", "has no output ImageId"),
                file(TEMPLATE, OWN, "#" + "x".repeat(51_200), "CloudFormation takes 51200 at most"),
                set("\"smoke\"", SIGNAL, p -> p.signal = "smoke"),
                set("\"never\"", TEARDOWN, p -> p.teardown = "never"),
                set("\"cry\"", ON_FAILURE, p -> p.onFailure = "cry"),
                set("\"ami:x\"", TAGS, p -> p.tags = Map.of("ami:x", "1")),
                set("\"aws:x\"", TAGS, p -> p.tags = Map.of("aws:x", "1")),
                set("(257 characters)", TAGS, p -> p.tags = Map.of("k", "v".repeat(257))),
                set("\"UID\"", ENVIRONMENT, p -> p.environment = Map.of("UID", "0")),
                set("\"nowhere\"", ENDPOINT, p -> p.endpoint = "nowhere"),
                set("\"1234\"", ALLOWED_ACCOUNTS, p -> p.allowedAccounts = List.of("1234")),
                set("10-hello.sh", PROPERTIES_FILE, p -> p.propertiesFile = Path.of(SCRIPT, "x")));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("seenWithoutAws")
    void isToldWithoutACallOfAws(Consumer<Project> spoil, Parameter parameter, List<String> told) {
        Scene scene = new Scene(folder);
        spoil.accept(scene.project);
        assertRefused(scene, parameter, told);
        assertThat(scene.cloud.ec2.calls).isEmpty();
        assertThat(scene.cloudFormation.calls).isEmpty();
    }

    /** Every row of the table that the reader of parameters is held to, through the goal as a whole. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.amibaker.request.ParameterFaultsTest#wrongParameters")
    void everyWrongParameterIsToldWithValueElementPropertyAndCommandAndNothingIsDone(
            String name, Parameter parameter, String shown, Consumer<BakeParameters> spoil) {
        Scene scene = new Scene(folder);
        spoil.accept(scene.project.parameters);
        assertRefused(scene, parameter, List.of(shown));
        assertThat(scene.cloud.ec2.calls).isEmpty();
        assertThat(scene.cloud.iam.actions()).isEmpty();
        assertThat(scene.cloudFormation.calls).isEmpty();
    }

    static Stream<Arguments> seenWithAws() {
        return Stream.of(
                set("'/none' does not exist", BASE_IMAGE, p -> p.baseImage = "ssm:/none"),
                set("'/text' holds 'hello'", BASE_IMAGE, p -> p.baseImage = "ssm:/text"),
                set("ami-0000000000000dead", BASE_IMAGE, p -> p.baseImage = "ami-0000000000000dead"),
                set("'t9.huge'", INSTANCE_TYPE, p -> p.instanceType = "t9.huge"),
                set("'subnet-01234567'", SUBNET_ID, p -> p.subnetId = "subnet-01234567"),
                set("'sg-01234567'", SECURITY_GROUP_IDS, p -> p.securityGroupIds = List.of("sg-01234567")));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("seenWithAws")
    void whatAwsDoesNotHaveIsToldBeforeAnythingIsCreated(
            Consumer<Project> spoil, Parameter parameter, List<String> told) {
        Scene scene = new Scene(folder);
        spoil.accept(scene.project);
        assertRefused(scene, parameter, told);
        assertThat(scene.changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ami.userData", "ami.imageName"})
    void userDataForLinuxIsNoneOfWindows(String asked) throws IOException {
        Scene scene = new Scene(folder);
        Files.delete(scene.project.file(SCRIPT));
        scene.project.parameters.baseImage = "ami-000000000000d05e0";
        scene.cloud.type("t3.medium", "x86_64");
        scene.project.write(
                OWN,
                "Resources: {A: {Type: 'X::Y', Properties: {B: [=json(%s)]}}}\n".formatted(asked)
                        + "Outputs: {ImageId: {Value: !Ref A}}\n");
        if (asked.equals("ami.userData")) {
            String told = "which is for Linux as long as no script is for Windows";
            assertRefused(scene, TEMPLATE, List.of(told, "ami-000000000000d05e0 is of Windows"));
            assertThatThrownBy(scene::validate).hasMessageContaining(told);
            assertThat(scene.changes()).isEmpty();
        } else {
            assertThat(scene.validate()).startsWith("Nothing is wrong");
        }
    }

    @Test
    void allFaultsThatAwsIsNotNeededForComeTogether() {
        Scene scene = new Scene(folder);
        scene.project.parameters.baseImage = "debian";
        scene.project.parameters.signal = "smoke";
        scene.project.write(SCRIPT, "").write(OWN, "a: [");
        assertThatThrownBy(scene::bake)
                .hasMessageStartingWith("4 things are wrong, nothing was created:")
                .hasMessageContainingAll(
                        "-Dami.baseImage", "-Dami.signal", "-Dami.provisionDirectory", "-Dami.template");
    }

    @Test
    void allFaultsThatAwsKnowsOfComeTogether() {
        Scene scene = new Scene(folder);
        scene.project.parameters.baseImage = "ssm:/none";
        scene.project.parameters.instanceType = "t9.huge";
        scene.project.parameters.subnetId = "subnet-01234567";
        assertThatThrownBy(scene::bake)
                .hasMessageStartingWith("3 things are wrong, nothing was created:")
                .hasMessageContainingAll("-Dami.baseImage", "-Dami.instanceType", "-Dami.subnetId");
        assertThat(scene.changes()).isEmpty();
    }

    private static void assertRefused(Scene scene, Parameter parameter, List<String> told) {
        assertThatThrownBy(scene::bake).isInstanceOfSatisfying(BakeException.class, refused -> {
            assertThat(refused.kind()).isEqualTo(BakeException.Kind.USER);
            assertThat(refused.text()).contains(told);
            assertThat(refused.text()).contains(parameter.path(), parameter.property(), "run mvn ami:bake again");
        });
        assertThat(scene.project.file("target")).doesNotExist();
    }

    private static Arguments set(String told, Parameter parameter, Consumer<BakeParameters> spoil) {
        Consumer<Project> ofProject = project -> spoil.accept(project.parameters);
        return arguments(ofProject, parameter, List.of(told));
    }

    private static Arguments file(Parameter parameter, String path, String content, String... told) {
        Consumer<Project> ofProject = project -> project.write(path, content);
        return arguments(ofProject, parameter, List.of(told));
    }
}
