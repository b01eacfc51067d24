package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.PlacedArtifact;
import io.github.amibaker.request.PlacedFile;
import io.github.amibaker.request.StagingPlace;
import java.io.File;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/** What goals that render a template take of the files in the image: folders, single files, the project's artifact. */
abstract class FilesMojo extends EgressMojo {
    @Inject
    private RepositorySystem repositories;

    /**
     * Folder whose content is laid over {@code /} of the image before the scripts run, with modes and links. A file whose
     * mode is one that the umask gave it is 0644, or 0755 when it may run. Default: {@code src/main/ami/files}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.filesDirectory", defaultValue = "${project.basedir}/src/main/ami/files")
    private File filesDirectory;

    /**
     * Files and folders for places of their own, each with {@code source} (from the project's folder on), {@code target}
     * (absolute; with a slash at its end the folder that a file goes into), {@code owner} and {@code group} (by number, or
     * by a name that the base image knows; default: root), {@code mode} (octal; default: the file's) and {@code filtering}
     * (whether Maven's properties are filled in as maven-resources-plugin does it, binary files excepted; default:
     * {@code false}). On the command line {@code -Dami.files=conf/app.yaml=/etc/app.yaml}, more of them separated by
     * commas. Default: none. Example:
     * {@code <files><file><source>conf/app.yaml</source><target>/etc/app.yaml</target><mode>0640</mode></file></files>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.files")
    private List<PlacedFile> files;

    /**
     * Puts the project's own artifact into the image, at {@code target}, which scripts find in {@code AMI_ARTIFACT}; or
     * the one with {@code classifier}, or any other by its {@code coordinates}
     * ({@code group:artifact[:extension[:classifier]]:version}, from Maven's repositories). {@code owner}, {@code group}
     * and {@code mode} as in {@code files}. A bare path is the target. Default: none. Example:
     * {@code <artifact>/opt/app/app.jar</artifact>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.artifact")
    private PlacedArtifact artifact;

    /**
     * What becomes of scripts and files that do not fit into the user data: {@code auto} uploads them to S3, from where the
     * builder fetches them with an address that is signed for it alone; {@code always} does so however small they are;
     * {@code never} makes it an error. With {@code bucket}, and {@code prefix} if wanted, they go to a bucket of yours in
     * the region of the bake; else to one that the stack makes, encrypted and closed to the public, and that is emptied
     * and goes with the stack. A bare word says when. Default: {@code auto}. Example:
     * {@code <staging><bucket>acme-builds</bucket><prefix>images/</prefix></staging>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.staging")
    private StagingPlace staging;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.filesDirectory = filesDirectory.toPath();
        parameters.files = files;
        parameters.artifact = artifact;
        parameters.staging = staging;
        parameters.maven = new FilesOfMaven(
                project(), new ArtifactLookup(project(), session(), repositories, console()), session());
    }
}
