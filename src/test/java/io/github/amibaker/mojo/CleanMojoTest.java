package io.github.amibaker.mojo;

import static org.apache.maven.api.plugin.testing.MojoExtension.setVariableValueToObject;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.aws.Surroundings;
import io.github.amibaker.request.BakeParameters;
import java.io.IOException;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.plugin.MojoExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bake in progress, met by a clean that the lifecycle runs and by one that the user calls. */
class CleanMojoTest extends GoalOfMaven {
    private StackEndpoint aws;
    private Surroundings surroundings;

    @BeforeEach
    void anAccount() throws IOException {
        aws = new StackEndpoint();
        surroundings = new Surroundings(folder).withCredentials();
    }

    @AfterEach
    void noAccount() {
        aws.close();
        surroundings.close();
    }

    @Test
    @InjectMojo(goal = "clean")
    @MojoParameter(name = "region", value = "eu-west-1")
    @MojoParameter(name = "stackName", value = StackEndpoint.NAME)
    void inTheLifecycleItIsLeftAloneAndTheWayToDeleteItIsTold(CleanMojo clean) throws Exception {
        clean(clean, MojoExecution.Source.LIFECYCLE);
        assertThat(aws.actions).containsExactly("DescribeStacks", "DescribeStacks");
        assertThat(log.lines)
                .containsExactly("[INFO] Stack web-image is in progress and stays: a bake that follows joins it."
                        + " To delete it all the same, run mvn ami:clean.");
    }

    @Test
    @InjectMojo(goal = "clean")
    @MojoParameter(name = "region", value = "eu-west-1")
    @MojoParameter(name = "stackName", value = StackEndpoint.NAME)
    void onTheCommandLineItIsDeleted(CleanMojo clean) throws Exception {
        clean(clean, MojoExecution.Source.CLI);
        assertThat(aws.actions).contains("DeleteStack");
        assertThat(log.lines).startsWith("[INFO] Deleting stack web-image; its image stays.");
    }

    @Test
    @InjectMojo(goal = "clean")
    @MojoParameter(name = "region", value = "us-west-2")
    @MojoParameter(name = "stackName", value = "the-poms")
    void whatTheCommandLineNamesIsMeantWhateverThePomSays(CleanMojo clean) throws Exception {
        build().with("ami.stackName", StackEndpoint.NAME).with("ami.region", "eu-west-1");
        BakeParameters read = read(clean);
        assertThat(read.stackName).isEqualTo(StackEndpoint.NAME);
        assertThat(read.region).isEqualTo("eu-west-1");
    }

    private void clean(CleanMojo clean, MojoExecution.Source source) throws Exception {
        setVariableValueToObject(clean, "endpoint", aws.address());
        setVariableValueToObject(clean, "execution", MavenBuild.execution(source));
        clean.execute();
    }
}
