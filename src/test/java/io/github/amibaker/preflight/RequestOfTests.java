package io.github.amibaker.preflight;

import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BaseImage;
import io.github.amibaker.request.BaseLock;
import io.github.amibaker.request.Egress;
import io.github.amibaker.request.Imaging;
import io.github.amibaker.request.MachineChoice;
import io.github.amibaker.request.RoleSession;
import io.github.amibaker.request.Staging;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request of which a test sets what it is about. */
final class RequestOfTests {
    String base = "ami-0123456789abcdef0";
    Optional<BaseImage> baseImage = Optional.empty();
    Optional<BaseLock> baseLock = Optional.empty();
    List<String> types = List.of();
    List<String> subnets = List.of();
    Optional<MachineChoice.SubnetFilter> filter = Optional.empty();
    Optional<MachineChoice.Spot> spot = Optional.empty();
    List<String> groups = List.of();
    Optional<Path> template = Optional.empty();
    Optional<String> roleArn = Optional.empty();
    Optional<String> instanceProfile = Optional.empty();
    List<BakeRequest.Script> scripts = List.of();
    boolean simulateRights = true;
    List<String> allowedAccounts = List.of();
    Imaging imaging = Imaging.STANDARD;

    BakeRequest build() {
        BaseImage image = baseImage.orElseGet(() -> base.startsWith("ssm:")
                ? new BaseImage.ByParameter(base.substring("ssm:".length()))
                : new BaseImage.ById(base));
        return new BakeRequest(
                Optional.empty(),
                new BakeRequest.Connection(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        allowedAccounts,
                        Optional.empty(),
                        RoleSession.NONE),
                new BakeRequest.Project("g", "a", "1", Optional.empty()),
                "ami-g-a-1",
                Optional.empty(),
                "a-1",
                image,
                baseLock,
                new BakeRequest.Machine(
                        new MachineChoice(types, subnets, filter, spot),
                        groups,
                        instanceProfile,
                        Optional.empty(),
                        new BakeRequest.RootVolume(
                                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
                imaging,
                Egress.STANDARD,
                new BakeRequest.Roles(roleArn, Optional.empty(), Optional.empty(), simulateRights),
                BakeRequest.Signal.HANDLE,
                Duration.ofMinutes(30),
                new BakeRequest.Provisioning(scripts, List.of(), new TreeMap<>()),
                Staging.AUTOMATIC,
                new BakeRequest.TemplateSource(template, Map.of()),
                new TreeMap<>(),
                BakeRequest.Teardown.ON_CLEAN,
                BakeRequest.OnFailure.ROLLBACK,
                false,
                Optional.empty(),
                Duration.ofHours(24),
                Path.of("target/ami.properties"),
                Path.of("target/ami.json"));
    }
}
