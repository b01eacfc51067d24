package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Parameter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterFaultsTest {
    @TempDir
    Path folder;

    static Stream<Arguments> wrongParameters() {
        return Stream.of(
                        WrongBaseImages.rows(),
                        WrongFiles.rows(),
                        WrongNamesAndTimes.rows(),
                        WrongConnections.rows(),
                        WrongMachines.rows(),
                        WrongImaging.rows(),
                        WrongScripts.rows())
                .flatMap(rows -> rows);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongParameters")
    void isRefusedWithItsValueItsElementItsPropertyAndWhatToRun(
            String name, Parameter parameter, String shown, Consumer<BakeParameters> spoil) {
        Project project = new Project(folder);
        spoil.accept(project.parameters);
        project.read();
        assertThat(project.faults.list()).singleElement().satisfies(fault -> {
            assertThat(fault.parameter()).isEqualTo(parameter);
            assertThat(fault.what()).contains(shown);
            assertThat(fault.text()).contains(parameter.path(), parameter.property(), "mvn ami:bake");
            assertThat(fault.text()).doesNotContain(WrongParameter.SECRET);
        });
    }

    @Test
    void theTableHasAtLeastSixtyRowsAndEveryParameterThatCanBeWrongInItself() {
        assertThat(wrongParameters()).hasSizeGreaterThan(60);
        Set<Parameter> inTheTable = wrongParameters()
                .map(row -> (Parameter) row.get()[1])
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Parameter.class)));
        assertThat(EnumSet.complementOf(EnumSet.copyOf(inTheTable)))
                .as("switches; files, folders and images, which tests of their own hold")
                .isSubsetOf(
                        ASSOCIATE_PUBLIC_IP,
                        SIMULATE_RIGHTS,
                        KEEP_CA_CERTIFICATES,
                        FORCE,
                        EXPLAIN,
                        SKIP,
                        IMAGES,
                        ORPHANS,
                        PROVISION_DIRECTORY,
                        FILES_DIRECTORY,
                        TEMPLATE,
                        PROPERTIES_FILE,
                        MANIFEST_FILE);
    }

    @Test
    void allOfOneRunAreReportedTogether() {
        Project project = new Project(folder);
        project.parameters.baseImage = "nonsense";
        project.parameters.provisionTimeout = "never";
        project.parameters.signal = "smoke";
        project.script("20-empty.sh", "");
        project.read();
        assertThat(project.faults.list())
                .extracting(Fault::parameter)
                .containsExactlyInAnyOrder(BASE_IMAGE, PROVISION_TIMEOUT, SIGNAL, PROVISION_DIRECTORY);
    }

    @Test
    void anUnknownWordIsAnsweredWithTheLegalOnes() {
        Project project = new Project(folder);
        project.parameters.teardown = "never";
        project.read();
        assertThat(project.faults.list().get(0).advice()).contains("on-clean or after-bake");
    }

    @Test
    void awkwardButLegalValuesAreTaken() {
        Project project = new Project(folder);
        BakeParameters p = project.parameters;
        p.region = "us-gov-west-1";
        p.endpoint = "http://127.0.0.1:4566/";
        p.instanceType = "u-6tb1.metal";
        p.baseImage = "ssm:/aws/service/debian/release/12/latest/amd64";
        p.instanceProfile = "arn:aws-cn:iam::111122223333:instance-profile/a/b";
        p.roleArn = "arn:aws-us-gov:iam::111122223333:role/team/deployer";
        p.permissionsBoundary = "arn:aws:iam::aws:policy/PowerUserAccess";
        p.rolePath = "/";
        p.teardown = "after-bake";
        p.onFailure = "keep";
        p.signal = "resource";
        p.tags = Map.of("stadt:größe", "v".repeat(256), "Name", "");
        p.environment = Map.of(
                "_x9",
                "any\nthing 'at' \"all\"",
                "PLAIN",
                " ssm-secure:/no/secret",
                "A",
                "ssm-secure:/team/a_b.c-d",
                "B",
                "secretsmanager:team/b@x",
                "C",
                "secretsmanager:arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:team/c-Ab12Cd");
        BakeRequest request = project.request();
        assertThat(request.provisioning().secrets()).containsOnlyKeys("A", "B", "C");
        assertThat(request.signal()).isEqualTo(BakeRequest.Signal.RESOURCE);
        assertThat(request.teardown()).isEqualTo(BakeRequest.Teardown.AFTER_BAKE);
        assertThat(request.onFailure()).isEqualTo(BakeRequest.OnFailure.KEEP);
    }
}
