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
import java.util.function.Function;
import java.util.function.Predicate;

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
     * @param stages decides whether what was read is staged
     * @return the request. When faults were found it holds stand-ins for what was wrong and serves for a rehearsal of
     *     the template only, so that the template's faults are reported in the same run. Empty when there is no
     *     template to rehearse.
     */
    public Optional<BakeRequest> read(
            BakeParameters parameters, Faults faults, Consumer<String> warnings, Predicate<BakeRequest> stages) {
        Optional<BakeRequest.TemplateSource> template = TemplateSourceReader.read(parameters, faults);
        Names names = Names.read(parameters, faults);
        Path properties = ResultFiles.check(Parameter.PROPERTIES_FILE, ResultFiles.properties(parameters), faults);
        Path manifest = ResultFiles.check(Parameter.MANIFEST_FILE, ResultFiles.manifest(parameters), faults);
        ResultFiles.checkApart(properties, manifest, faults);
        boolean scriptsNeeded =
                template.flatMap(BakeRequest.TemplateSource::file).isEmpty();
        Duration provisionTimeout = ProvisionTimeout.read(parameters.provisionTimeout, faults);
        BakeRequest.Connection connection = ConnectionReader.read(parameters, faults);
        BakeRequest.Project project = new BakeRequest.Project(
                parameters.groupId,
                parameters.artifactId,
                parameters.version,
                Optional.ofNullable(parameters.gitCommit));
        BaseImage baseImage = BaseImageReader.read(parameters, faults);
        Optional<BaseLock> baseLock = BaseLockReader.read(parameters, faults);
        BakeRequest.Machine machine = MachineReader.read(parameters, faults);
        Imaging imaging = ImagingReader.read(parameters.imaging, faults);
        Egress egress = EgressReader.read(
                parameters, new CaCertificateReader(InstantSource.system(), faults).read(parameters), faults);
        BakeRequest.Roles roles = RolesReader.read(parameters, faults);
        BakeRequest.Signal signal = Choice.read(Parameter.SIGNAL, parameters.signal, BakeRequest.Signal.HANDLE, faults);
        BakeRequest.Provisioning provisioning = new BakeRequest.Provisioning(
                ScriptsReader.read(parameters, scriptsNeeded, faults, warnings),
                FilesReader.read(parameters, faults),
                environment(parameters, faults));
        Staging staging = StagingReader.read(parameters.staging, faults);
        SortedMap<String, String> tags = Pairs.tags(parameters.tags, faults);
        BakeRequest.Teardown teardown =
                Choice.read(Parameter.TEARDOWN, parameters.teardown, BakeRequest.Teardown.ON_CLEAN, faults);
        BakeRequest.OnFailure onFailure =
                Choice.read(Parameter.ON_FAILURE, parameters.onFailure, BakeRequest.OnFailure.ROLLBACK, faults);
        Optional<Duration> timeout = GoalTimeout.read(parameters.timeout, faults);
        Duration deadline = Deadline.read(parameters.deadline, provisionTimeout, faults);
        Function<Staging, BakeRequest> request = decided -> new BakeRequest(
                Optional.ofNullable(parameters.image),
                connection,
                project,
                names.stackName(),
                names.imageName(),
                names.imageNamePrefix(),
                baseImage,
                baseLock,
                machine,
                imaging,
                egress,
                roles,
                signal,
                provisionTimeout,
                provisioning,
                decided,
                template.orElse(null),
                tags,
                teardown,
                onFailure,
                parameters.force,
                timeout,
                deadline,
                properties,
                manifest);
        BakeRequest undecided = request.apply(staging);
        WindowsFit.check(undecided, faults);
        SpotFit.check(undecided, faults);
        return template.map(found -> request.apply(staging.needed(stages.test(undecided))));
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
