package io.github.amibaker.mojo;

import static org.apache.maven.api.plugin.testing.MojoExtension.setVariableValueToObject;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.api.di.Provides;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bake in progress, met by a clean that the lifecycle runs and by one that the user calls. */
@MojoTest
class CleanMojoTest {
    private static final String KEY = "aws.accessKeyId";
    private static final String SECRET = "aws.secretAccessKey";
    private static final String CONFIG = "aws.configFile";
    private static final String CREDENTIALS = "aws.sharedCredentialsFile";

    private final LinesOfLog log = new LinesOfLog();
    private StackEndpoint aws;

    @TempDir
    Path folder;

    @BeforeEach
    void anAccount() throws Exception {
        aws = new StackEndpoint();
        Path none = Files.createFile(folder.resolve("no-profiles"));
        System.setProperty(KEY, "AKIATEST");
        System.setProperty(SECRET, "test");
        System.setProperty(CONFIG, none.toString());
        System.setProperty(CREDENTIALS, none.toString());
    }

    @AfterEach
    void noAccount() {
        aws.close();
        System.clearProperty(KEY);
        System.clearProperty(SECRET);
        System.clearProperty(CONFIG);
        System.clearProperty(CREDENTIALS);
    }

    @Provides
    MavenProject project() {
        return new MavenBuild(folder).project;
    }

    @Provides
    MavenSession session() {
        return new MavenBuild(folder).session();
    }

    @Provides
    MojoExecution execution() {
        return MavenBuild.execution(MojoExecution.Source.CLI);
    }

    @Provides
    Log log() {
        return log;
    }

    @Test
    @InjectMojo(goal = "clean")
    @MojoParameter(name = "region", value = "eu-west-1")
    @MojoParameter(name = "stackName", value = StackEndpoint.NAME)
    void inTheLifecycleItIsLeftAloneAndTheWayToDeleteItIsTold(CleanMojo clean) throws Exception {
        clean(clean, MojoExecution.Source.LIFECYCLE);
        assertThat(aws.actions).containsExactly("DescribeStacks");
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

    private void clean(CleanMojo clean, MojoExecution.Source source) throws Exception {
        setVariableValueToObject(clean, "endpoint", aws.address());
        setVariableValueToObject(clean, "execution", MavenBuild.execution(source));
        clean.execute();
    }
}
