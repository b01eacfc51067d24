package io.github.amibaker.template;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.PlacementAdvice;
import io.github.amibaker.advice.StagingAdvice;
import io.github.amibaker.advice.TemplateAdvice;
import io.github.amibaker.inputs.Parts;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BaseImage;
import io.github.amibaker.request.Bytes;
import io.github.amibaker.request.Candidate;
import io.github.amibaker.request.Platform;
import io.github.amibaker.request.PublishedImage;
import io.github.amibaker.request.Resolution;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Renders the template of a request: the built-in one or the user's own, with the same names for both. */
public final class TemplateRenderer {
    private static final Parts NO_INPUTS = new Parts.Collector().parts();
    private static final String LONGEST_ID = "ami-0123456789abcdef0";
    /** No compression makes so much fit, so it is not tried. */
    private static final long MOST_TRIED = 4L * 1024 * 1024;

    private final Bundle bundle = new Bundle();
    private final TemplateEngine engine = new TemplateEngine();

    /**
     * Renders with what AWS answered.
     *
     * @throws io.github.amibaker.advice.BakeException of kind {@code USER} when the template is broken or too long
     */
    public RenderedTemplate render(BakeRequest request, Resolution resolution) {
        Faults faults = new Faults();
        Optional<RenderedTemplate> rendered = render(request, resolution, faults);
        faults.throwIfAny();
        return rendered.orElseThrow();
    }

    /**
     * Renders without AWS, with stand-ins for what only AWS knows: an {@code ssm:} base image, or a short name, becomes the dynamic
     * reference that CloudFormation resolves by itself, the rest is that of an Amazon Linux,
     * or of Windows where the scripts are for it.
     *
     * @param faults takes what is wrong with the template, and user data that is too long
     * @return the template, empty when anything is wrong with it
     */
    public Optional<RenderedTemplate> rehearse(BakeRequest request, Faults faults) {
        return render(request, standIn(request), faults);
    }

    /** The code of the function that makes the image. */
    public String imageFunction() {
        return bundle.function(Bundle.FUNCTION);
    }

    /** Whether its scripts and files are staged: when they do not fit into the user data, or always, or never, as asked. */
    public boolean stages(BakeRequest request) {
        if (request.provisioning().platform() == Platform.WINDOWS) {
            return false;
        }
        return switch (request.staging().when()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case AUTO -> StagingTime.bytes(request.provisioning()) > MOST_TRIED || size(request) > UserData.MOST_BYTES;
        };
    }

    /** Not less than it will be, whatever the base image is resolved to. */
    private int size(BakeRequest request) {
        String longest = Stream.of(LONGEST_ID, standIn(request).baseImageId())
                .max(Comparator.comparing(String::length))
                .orElseThrow();
        return new UserData(request, false, longest, bundle).size();
    }

    private Optional<RenderedTemplate> render(BakeRequest request, Resolution resolution, Faults faults) {
        int before = faults.list().size();
        UserData userData = new UserData(request, resolution.baseImageId(), bundle);
        try {
            // the first candidate's, so that the inputs are the same for all
            Resolution first = resolution.at(resolution.candidates().get(0));
            Model trial = new Model(request, first, NO_INPUTS, userData, bundle);
            SortedMap<String, Bytes> sources =
                    sources(request, process(request, trial).sources());
            Parts parts = Inputs.of(request, resolution.baseImageId(), first.instanceType(), sources);
            Model model = new Model(request, resolution, parts, userData, bundle);
            String body = process(request, model).text();
            boolean stages = new TemplateCheck(name(request), faults).check(body);
            if (request.machine().choice().spot().isPresent() && !asksForSpot(sources)) {
                faults.add(PlacementAdvice.templateWithoutSpot(name(request)));
            }
            if (model.userDataUsed()) {
                check(request, userData, stages, faults);
            }
            RenderedTemplate rendered = new RenderedTemplate(
                    body,
                    model.userDataUsed() ? userData.text() : "",
                    parts.hash(),
                    parts,
                    BakeTags.ofStack(request, resolution, parts.hash()),
                    BakeTags.ofImage(request, resolution, parts),
                    request.template().file().isEmpty());
            return faults.list().size() == before ? Optional.of(rendered) : Optional.empty();
        } catch (BrokenTemplate e) {
            faults.add(e.fault());
            return Optional.empty();
        }
    }

    /** One of the user's own may not. */
    private static boolean asksForSpot(SortedMap<String, Bytes> sources) {
        return sources.entrySet().stream()
                .filter(source -> source.getKey().startsWith("template/"))
                .anyMatch(source -> source.getValue().utf8().contains("ami.spot"));
    }

    /** @param stages whether the template has what the user data of a bake that stages refers to */
    private void check(BakeRequest request, UserData userData, boolean stages, Faults faults) {
        boolean unstaged = request.staging().needed() && !stages;
        if (!unstaged && userData.size() <= UserData.MOST_BYTES) {
            return;
        }
        if (unstaged && new UserData(request, false, LONGEST_ID, bundle).size() <= UserData.MOST_BYTES) {
            faults.add(StagingAdvice.templateDoesNotStage(name(request)));
            return;
        }
        UserData whole = unstaged ? new UserData(request, false, LONGEST_ID, bundle) : userData;
        faults.add(TemplateAdvice.userDataTooLong(
                whole.size(), UserData.MOST_BYTES, whole.breakdown(), mend(request, unstaged)));
    }

    private static String mend(BakeRequest request, boolean unstaged) {
        if (request.provisioning().platform() == Platform.WINDOWS) {
            return StagingAdvice.notOfWindows();
        }
        return request.staging().needed() && !unstaged
                ? StagingAdvice.stagedAlready()
                : StagingAdvice.howToStage(unstaged);
    }

    private TemplateEngine.Output process(BakeRequest request, Model model) throws BrokenTemplate {
        Optional<Path> own = request.template().file();
        return own.isPresent()
                ? engine.render(own.get(), model.names())
                : engine.render(Bundle.TEMPLATE, bundle.bytes(Bundle.TEMPLATE), model.names());
    }

    private SortedMap<String, Bytes> sources(BakeRequest request, SortedMap<String, Bytes> templates) {
        SortedMap<String, Bytes> sources = new TreeMap<>();
        templates.forEach((name, content) -> sources.put("template/" + name, content));
        UserData.guest(bundle, request, false).forEach((name, content) -> sources.put("guest/" + name, content));
        sources.remove("guest/" + Bundle.SPOT_WATCH); // the image is the same
        sources.put("guest/" + Bundle.stub(request), bundle.bytes(Bundle.stub(request)));
        sources.put("function/" + Bundle.FUNCTION, Bytes.of(bundle.function(Bundle.FUNCTION)));
        return sources;
    }

    private static String name(BakeRequest request) {
        return request.template()
                .file()
                .map(file -> file.getFileName().toString())
                .orElse(Bundle.TEMPLATE);
    }

    private static Resolution standIn(BakeRequest request) {
        String architecture = request.baseImage().architecture().orElse(PublishedImage.ARCHITECTURES.get(0));
        String baseImage = request.baseImage().text();
        if (request.baseImage() instanceof BaseImage.ByParameter parameter) {
            baseImage = "{{resolve:ssm:" + parameter.name() + "}}";
        } else if (request.baseImage() instanceof BaseImage.ByShortName shortName) {
            baseImage = "{{resolve:ssm:" + shortName.image().parameter(architecture) + "}}";
        }
        boolean windows = request.provisioning().platform() == Platform.WINDOWS;
        String fallback = windows ? "t3.medium" : architecture.equals("arm64") ? "t4g.small" : "t3.small";
        String type =
                request.machine().choice().instanceTypes().stream().findFirst().orElse(fallback);
        List<Candidate> candidates = Candidate.of(
                List.of(type), List.of(), request.machine().choice().spot().isPresent());
        return new Resolution(
                "000000000000",
                "arn:aws:iam::000000000000:root",
                "aws",
                request.connection().region().orElse("us-east-1"),
                baseImage,
                request.baseImage().text(),
                windows ? "/dev/sda1" : "/dev/xvda",
                architecture,
                Optional.empty(),
                candidates,
                candidates.get(0),
                Map.of());
    }
}
