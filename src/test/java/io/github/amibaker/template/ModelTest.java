package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.RESOLUTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.inputs.Parts;
import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Candidate;
import io.github.amibaker.request.EgressParameters;
import io.github.amibaker.request.Project;
import io.github.amibaker.request.Resolution;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTest {
    @TempDir
    Path folder;

    private static Map<?, ?> ami(Project project, Resolution resolution) {
        BakeRequest request = project.request(unstaged -> true);
        UserData userData = new UserData(request, false, resolution.baseImageId(), new Bundle());
        return (Map<?, ?>) new Model(request, resolution, new Parts.Collector().parts(), userData, new Bundle())
                .names()
                .get("ami");
    }

    @Test
    void hasEveryNameThatIsDocumentedAndNoOther() {
        Project project = new Project(folder);
        BakeParameters p = project.parameters;
        p.associatePublicIp = true;
        p.endpoint = "http://127.0.0.1:4566";
        p.profile = "work";
        p.instanceProfile = "builders";
        p.permissionsBoundary = "arn:aws:iam::aws:policy/X";
        p.roleArn = "arn:aws:iam::111122223333:role/x";
        p.rolePath = "/x/";
        p.subnetId = "subnet-01234567";
        p.environment = Map.of("SECRET", "ssm-secure:/x");
        Resolution inVpc = Renderings.resolution("x86_64", "t3.small", Optional.of("vpc-1"))
                .at(new Candidate("t3.small", Optional.of("subnet-01234567"), Optional.of("r-a"), true));
        p.egress.proxy = new EgressParameters.Proxy();
        p.egress.proxy.set("http://proxy:3128");
        p.imaging.kmsKeyId = "alias/images";
        p.imaging.roleArn = "arn:aws:iam::111122223333:role/imager";
        Set<Object> known = new TreeSet<>(ami(project, inVpc).keySet());
        p.imaging.roleArn = null;
        p.imaging.functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:imager";
        known.addAll(ami(project, inVpc).keySet());
        assertThat(known).map(Object::toString).containsExactlyInAnyOrderElementsOf(names());
    }

    @Test
    void describesEveryNameInALine() {
        assertThat(ModelName.values())
                .allSatisfy(name -> assertThat(name.description()).isNotBlank().doesNotContain("\n", "|"));
    }

    @Test
    void listsItsNamesInOrder() {
        assertThat(names()).isSorted();
    }

    @Test
    void namesTheImageAfterItsInputsWhenTheUserDoesNot() {
        Project project = new Project(folder);
        assertThat(ami(project, RESOLUTION).get("imageName")).isEqualTo("web-1.0-SNAPSHOT-e3b0c44298fc");
        project.parameters.imageName = "mine";
        assertThat(ami(project, RESOLUTION).get("imageName")).isEqualTo("mine");
    }

    @Test
    void rehearsesAParameterOfSystemsManagerAsCloudFormationResolvesIt() {
        Project project = new Project(folder);
        project.parameters.baseImage = "ssm:/aws/service/x";
        RenderedTemplate rendered = new TemplateRenderer()
                .rehearse(project.request(), project.faults)
                .orElseThrow();
        assertThat(Renderings.property(rendered.body(), "Builder", "ImageId"))
                .isEqualTo("{{resolve:ssm:/aws/service/x}}");
    }

    @ParameterizedTest
    @CsvSource({
        "debian-13, debian/release/13/latest/amd64, t3.small",
        "debian-13-arm64, debian/release/13/latest/arm64, t4g.small"
    })
    void aShortNameIsTheParameterOfItsPublisherWhenAwsIsNotAsked(String name, String parameter, String type) {
        Project project = new Project(folder);
        project.parameters.baseImage = name;
        String body = new TemplateRenderer()
                .rehearse(project.request(), project.faults)
                .orElseThrow()
                .body();
        assertThat(Renderings.property(body, "Builder", "ImageId"))
                .isEqualTo("{{resolve:ssm:/aws/service/" + parameter + "}}");
        assertThat(Renderings.property(body, "Builder", "InstanceType")).isEqualTo(type);
    }

    private static List<String> names() {
        return Arrays.stream(ModelName.values()).map(ModelName::text).toList();
    }
}
