package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.OrphanAdvice;
import io.github.amibaker.advice.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Turns what a user wrote into a request: defaults are filled in, everything is checked, nothing is bent. */
public final class BakeRequestReader {

    /**
     * Reads what a clean needs: which stack, and where.
     *
     * @param deregister whether the images go too
     * @param leaveInProgress whether a stack in progress is left alone
     * @param faults takes everything that is wrong
     */
    public CleanRequest readClean(
            BakeParameters parameters, boolean deregister, boolean leaveInProgress, Faults faults) {
        return new CleanRequest(
                ConnectionReader.read(parameters, faults),
                Names.read(parameters, faults).stackName(),
                deregister,
                leaveInProgress,
                orphans(parameters.orphans, faults),
                GoalTimeout.read(parameters.timeout, faults));
    }

    /**
     * Reads the parameters and looks at the files they name, without asking AWS anything.
     *
     * @param faults takes everything that is wrong
     * @param warnings takes what the user should look at though the bake goes on
     * @return the request. When faults were found it holds stand-ins for what was wrong and serves for a rehearsal of
     *     the template only, so that the template's faults are reported in the same run. Empty when there is no
     *     template to rehearse.
     */
    public Optional<BakeRequest> read(BakeParameters parameters, Faults faults, Consumer<String> warnings) {
        Optional<BakeRequest.TemplateSource> template = TemplateSourceReader.read(parameters, faults);
        Names names = Names.read(parameters, faults);
        Path properties = ResultFiles.check(Parameter.PROPERTIES_FILE, ResultFiles.properties(parameters), faults);
        Path manifest = ResultFiles.check(Parameter.MANIFEST_FILE, ResultFiles.manifest(parameters), faults);
        ResultFiles.checkApart(properties, manifest, faults);
        boolean scriptsNeeded =
                template.flatMap(BakeRequest.TemplateSource::file).isEmpty();
        Duration provisionTimeout = ProvisionTimeout.read(parameters.provisionTimeout, faults);
        BakeRequest request = new BakeRequest(
                Optional.ofNullable(parameters.image),
                ConnectionReader.read(parameters, faults),
                new BakeRequest.Project(
                        parameters.groupId,
                        parameters.artifactId,
                        parameters.version,
                        Optional.ofNullable(parameters.gitCommit)),
                names.stackName(),
                names.imageName(),
                names.imageNamePrefix(),
                BaseImageReader.read(parameters, faults),
                BaseLockReader.read(parameters, faults),
                MachineReader.read(parameters, faults),
                ImagingReader.read(parameters.imaging, faults),
                EgressReader.read(
                        parameters, new CaCertificateReader(InstantSource.system(), faults).read(parameters), faults),
                RolesReader.read(parameters, faults),
                Choice.read(Parameter.SIGNAL, parameters.signal, BakeRequest.Signal.HANDLE, faults),
                provisionTimeout,
                new BakeRequest.Provisioning(
                        ScriptsReader.read(parameters, scriptsNeeded, faults, warnings),
                        FilesReader.read(parameters, faults),
                        environment(parameters, faults)),
                StagingReader.read(parameters.staging, faults),
                template.orElse(null),
                Pairs.tags(parameters.tags, faults),
                Choice.read(Parameter.TEARDOWN, parameters.teardown, BakeRequest.Teardown.ON_CLEAN, faults),
                Choice.read(Parameter.ON_FAILURE, parameters.onFailure, BakeRequest.OnFailure.ROLLBACK, faults),
                parameters.force,
                GoalTimeout.read(parameters.timeout, faults),
                Deadline.read(parameters.deadline, provisionTimeout, faults),
                properties,
                manifest);
        WindowsFit.check(request, faults);
        return template.map(found -> request);
    }

    /** The user's variables, and where the artifact lies. */
    private static SortedMap<String, String> environment(BakeParameters parameters, Faults faults) {
        SortedMap<String, String> environment = new TreeMap<>(Pairs.environment(parameters.environment, faults));
        PlacementReader.artifactPath(parameters).ifPresent(path -> environment.put("AMI_ARTIFACT", path));
        return environment;
    }

    /** Maven makes {@code true} of {@code -Dami.orphans}. */
    private static CleanRequest.Orphans orphans(String written, Faults faults) {
        switch (written == null ? "false" : written.strip()) {
            case "false" -> {
                return CleanRequest.Orphans.LEAVE;
            }
            case "true", "list" -> {
                return CleanRequest.Orphans.LIST;
            }
            case "delete" -> {
                return CleanRequest.Orphans.DELETE;
            }
            default -> {
                faults.add(OrphanAdvice.unknownWord(written));
                return CleanRequest.Orphans.LIST;
            }
        }
    }
}
