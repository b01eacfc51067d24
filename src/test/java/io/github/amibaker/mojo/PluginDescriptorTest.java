package io.github.amibaker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Maven, an IDE and {@code ami:help} know of the plugin: the descriptor that the build made of the mojos. */
class PluginDescriptorTest {
    /** Maven cannot fill a map from a property; {@link PropertyMap} does. */
    private static final Set<String> MAPS = Set.of("environment", "templateVariables", "tags");

    private PluginDescriptor plugin;

    @BeforeEach
    void read() throws Exception {
        try (Reader xml = new InputStreamReader(
                BakeMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml"), StandardCharsets.UTF_8)) {
            plugin = new PluginDescriptorBuilder().build(xml);
        }
    }

    @Test
    void theGoalsAreThoseOfTheReadme() {
        assertThat(plugin.getGoalPrefix()).isEqualTo("ami");
        assertThat(plugin.getMojos())
                .extracting(MojoDescriptor::getGoal)
                .containsExactlyInAnyOrder("bake", "clean", "render", "validate", "policy", "upgrade-base", "help");
    }

    @Test
    void everyGoalOfABuildHasItsPhaseAndTheOthersHaveNone() {
        assertThat(plugin.getMojo("bake").getPhase()).isEqualTo("package");
        assertThat(plugin.getMojo("clean").getPhase()).isEqualTo("clean");
        assertThat(plugin.getMojo("validate").getPhase()).isEqualTo("validate");
        assertThat(plugin.getMojo("render").getPhase()).isNull();
        assertThat(plugin.getMojo("policy").getPhase()).isNull();
        assertThat(plugin.getMojo("upgrade-base").getPhase()).isNull();
        assertThat(plugin.getMojo("help").getPhase()).isNull();
    }

    @Test
    void everyGoalMayRunBesideOthers() {
        assertThat(plugin.getMojos()).allMatch(MojoDescriptor::isThreadSafe);
    }

    @Test
    void everyGoalAndParameterTellsWhatItDoesAndSinceWhen() {
        assertThat(ours()).allSatisfy(goal -> {
            assertThat(goal.getDescription()).as(goal.getGoal()).isNotBlank();
            assertThat(goal.getSince()).as(goal.getGoal()).isEqualTo("0.1.0");
        });
        assertThat(ours().flatMap(PluginDescriptorTest::editable)).allSatisfy(parameter -> {
            assertThat(parameter.getDescription()).as(parameter.getName()).isNotBlank();
            assertThat(parameter.getSince()).as(parameter.getName()).isEqualTo("0.1.0");
        });
    }

    /** A default is in the descriptor, or the text tells it, or the parameter is required. */
    @Test
    void everyParameterTellsItsDefault() {
        ours().forEach(goal -> editable(goal)
                .filter(parameter -> !MAPS.contains(parameter.getName()))
                .filter(parameter ->
                        configuration(goal, parameter, "default-value").isEmpty())
                .forEach(parameter -> assertThat(parameter.getDescription())
                        .as(parameter.getName())
                        .matches("(?s).*(Default: |Required\\.|Without one ).*")));
    }

    @Test
    void everyParameterHasAPropertyOfItsName() {
        ours().forEach(goal -> editable(goal)
                .filter(parameter -> !MAPS.contains(parameter.getName()))
                .forEach(parameter -> assertThat(configuration(goal, parameter, ""))
                        .isEqualTo("${ami." + parameter.getName() + "}")));
    }

    @Test
    void theTextOfAMapTellsHowToWriteItOnTheCommandLine() {
        assertThat(editable(plugin.getMojo("bake"))
                        .filter(parameter -> MAPS.contains(parameter.getName()))
                        .toList())
                .hasSize(MAPS.size())
                .allSatisfy(map -> assertThat(map.getDescription()).contains("-Dami." + map.getName() + "="));
    }

    @ParameterizedTest
    @EnumSource(io.github.amibaker.advice.Parameter.class)
    void whatAnAdviceNamesIsThere(io.github.amibaker.advice.Parameter named) {
        assertThat(Stream.concat(names("bake").stream(), names("clean").stream()))
                .contains(named.xml());
    }

    @Test
    void bakeTakesWhatTheContractLists() {
        Set<String> contract = Arrays.stream(io.github.amibaker.advice.Parameter.values())
                .filter(parameter -> parameter != io.github.amibaker.advice.Parameter.ORPHANS)
                .map(io.github.amibaker.advice.Parameter::xml)
                .collect(Collectors.toSet());
        assertThat(names("bake")).containsExactlyInAnyOrderElementsOf(contract);
    }

    @Test
    void renderTakesWhatIsInTheTemplateAndNothingOfHowABakeGoes() {
        assertThat(names("render"))
                .contains("baseImage", "rootVolume", "templateVariables", "signal", "skip")
                .doesNotContain(
                        "force",
                        "explain",
                        "teardown",
                        "onFailure",
                        "timeout",
                        "deadline",
                        "roleArn",
                        "simulateRights",
                        "propertiesFile",
                        "manifestFile");
    }

    @Test
    void validateTakesWhatABakeTakesButForForce() {
        Set<String> ofBake = new HashSet<>(names("bake"));
        ofBake.remove("force");
        ofBake.remove("explain");
        assertThat(names("validate")).containsExactlyInAnyOrderElementsOf(ofBake);
    }

    @Test
    void cleanTakesWhatFindsTheStackAndWhetherTheImagesGo() {
        assertThat(names("clean"))
                .containsExactlyInAnyOrder(
                        "region",
                        "profile",
                        "endpoint",
                        "allowedAccounts",
                        "serverId",
                        "assumeRole",
                        "stackName",
                        "skip",
                        "images",
                        "deregister",
                        "orphans",
                        "timeout");
    }

    private Stream<MojoDescriptor> ours() {
        return plugin.getMojos().stream().filter(goal -> !goal.getGoal().equals("help"));
    }

    private List<String> names(String goal) {
        return editable(plugin.getMojo(goal)).map(Parameter::getName).toList();
    }

    private static Stream<Parameter> editable(MojoDescriptor goal) {
        return goal.getParameters().stream().filter(Parameter::isEditable);
    }

    /** The text of a parameter's element in the goal's configuration, or of an attribute of it. */
    private static String configuration(MojoDescriptor goal, Parameter parameter, String attribute) {
        var element = goal.getMojoConfiguration().getChild(parameter.getName());
        return attribute.isEmpty() ? element.getValue("") : element.getAttribute(attribute, "");
    }
}
