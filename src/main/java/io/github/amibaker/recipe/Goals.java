package io.github.amibaker.recipe;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.GoalAdvice;
import io.github.amibaker.advice.ImagesAdvice;
import io.github.amibaker.advice.PolicyAdvice;
import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Preload;
import io.github.amibaker.console.Console;
import io.github.amibaker.record.BakeRecord;
import io.github.amibaker.request.BakeParameters;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BakeRequestReader;
import io.github.amibaker.request.UpgradeRequest;
import io.github.amibaker.template.RenderedTemplate;
import io.github.amibaker.template.TemplateRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The goals, each a column of steps: parameters, request, template, stack, image, record. Each takes one image or several,
 * which differ in their ids.
 */
public final class Goals {
    private final Tools tools;
    private final Opening opening;
    private final TemplateRenderer renderer = new TemplateRenderer();

    /** Goals that tell this console what happens. */
    public Goals(Console console) {
        this(Tools.real(console), AwsClients::open);
    }

    Goals(Tools tools, Opening opening) {
        this.tools = tools;
        this.opening = opening;
    }

    /** Finds the way to AWS, or notes what is wrong with region, profile and credentials. */
    interface Opening {
        Optional<AwsClients> open(BakeRequest.Connection connection, Optional<Duration> limit, Faults faults);
    }

    /**
     * Bakes images side by side, or finds those that are there, and writes the results. One that fails leaves the others
     * to finish; their results are written all the same.
     *
     * @throws BakeException when anything is wrong; before anything is created when it is the user's to mend
     */
    public List<BakeRecord> bake(List<BakeParameters> images) {
        Preload.begin();
        Map<String, ImageBake> bakes = read(images, this::bakeOf, ImageBake::close);
        try {
            if (bakes.size() > 1) {
                SideBySide.each(bakes, ImageBake::check).throwIfAny();
            }
            SideBySide.Outcome<BakeRecord> baked = SideBySide.each(bakes, ImageBake::run);
            write(bakes, baked.results());
            SideBySide.each(
                            baked.results(),
                            record -> bakes.get(key(record.image())).tearDown(record))
                    .throwIfAny();
            return List.copyOf(baked.orThrow().values());
        } finally {
            bakes.values().forEach(ImageBake::close);
        }
    }

    /** Tells what changed since the last images, and what a bake would do; nothing is created. */
    public void explain(List<BakeParameters> images) {
        Map<String, ImageBake> bakes = read(images, this::bakeOf, ImageBake::close);
        try {
            SideBySide.each(bakes, ImageBake::explain).throwIfAny();
        } finally {
            bakes.values().forEach(ImageBake::close);
        }
    }

    /**
     * Checks what a bake would check, and all of it, creates nothing, and tells what a bake would do now.
     *
     * @throws BakeException with everything that is wrong
     */
    public void validate(List<BakeParameters> images) {
        Map<String, BakeParameters> all = new LinkedHashMap<>();
        images.forEach(image -> all.put(key(Optional.ofNullable(image.image)), image));
        SideBySide.each(all, image -> {
                    Tools ofImage = tools.about(Optional.ofNullable(image.image));
                    String verdict = validate(image, ofImage);
                    ofImage.console().info(verdict);
                    return verdict;
                })
                .throwIfAny();
    }

    private String validate(BakeParameters parameters, Tools ofImage) {
        Faults faults = new Faults();
        Optional<BakeRequest> read =
                new BakeRequestReader().read(parameters, faults, ofImage.console()::warn, renderer::stages);
        if (read.isEmpty()) {
            faults.throwIfAny();
        }
        BakeRequest request = read.orElseThrow();
        Tools bounded = ofImage.within(request.timeout());
        return bounded.goal(StackAdvice.notBegun(request.stackName()), () -> {
            Optional<RenderedTemplate> rehearsed = renderer.rehearse(request, faults);
            Optional<AwsClients> clients = opening.open(request.connection(), request.timeout(), faults);
            if (clients.isEmpty()) {
                faults.throwIfAny();
            }
            try (AwsClients open = clients.orElseThrow()) {
                return new Validation(bounded, open, renderer).run(request, rehearsed, faults);
            }
        });
    }

    /** Removes the stacks of bakes, and their images when asked; or what is left of stacks that are gone. */
    public void clean(List<BakeParameters> images, boolean leaveInProgress) {
        Map<String, ImageClean> cleans = read(
                images,
                (image, faults) -> Optional.of(ImageClean.read(
                        image, leaveInProgress, tools.about(Optional.ofNullable(image.image)), opening, faults)),
                ImageClean::close);
        SideBySide.each(cleans, ImageClean::run).throwIfAny();
    }

    /** Lets the lock of the base image have what that means now, and tells what changed. */
    public void upgradeBase(BakeParameters parameters) {
        Faults faults = new Faults();
        UpgradeRequest request = UpgradeRequest.read(parameters, faults);
        Optional<AwsClients> opened = opening.open(request.connection(), Optional.empty(), faults);
        if (!faults.isEmpty()) {
            opened.ifPresent(AwsClients::close);
        }
        faults.throwIfAny();
        try (AwsClients clients = opened.orElseThrow()) {
            new BaseUpgrade(request, clients, tools).run();
        }
    }

    /**
     * Writes the templates and the user data as they would be used, without calling AWS.
     *
     * @return the files
     */
    public List<Rendering> render(List<BakeParameters> images) {
        Map<String, RenderedTemplate> templates = read(
                images,
                (image, faults) -> request(image, faults).flatMap(asked -> renderer.rehearse(asked, faults)),
                template -> {});
        return images.stream()
                .map(image -> write(templates.get(key(Optional.ofNullable(image.image))), folder(image)))
                .toList();
    }

    /** Writes the policies that the configuration needs, without calling AWS. */
    public void policy(List<BakeParameters> images) {
        Map<String, BakeRequest> requests = read(images, this::request, request -> {});
        for (BakeParameters image : images) {
            Optional<String> id = Optional.ofNullable(image.image);
            new Policies(requests.get(key(id)), folder(image), tools.about(id).console()).write(image.deregister);
        }
        if (images.size() > 1) {
            tools.console().info(PolicyAdvice.ofEach(images.size()));
        }
    }

    /** Where a rendering lies. */
    public record Rendering(Path template, Path userData) {}

    private Optional<ImageBake> bakeOf(BakeParameters image, Faults faults) {
        return ImageBake.read(image, tools.about(Optional.ofNullable(image.image)), opening, renderer, faults);
    }

    private void write(Map<String, ImageBake> bakes, Map<String, BakeRecord> baked) {
        Results results = new Results(tools.console());
        baked.forEach((id, record) -> results.add(bakes.get(id).request(), record));
        String parting = baked.values().stream()
                .map(record -> StackAdvice.imageIsThere(record.imageId(), record.stackName()))
                .collect(Collectors.joining("\n"));
        tools.goal(parting, () -> {
            results.write();
            return results;
        });
    }

    private Optional<BakeRequest> request(BakeParameters image, Faults faults) {
        Tools ofImage = tools.about(Optional.ofNullable(image.image));
        return new BakeRequestReader().read(image, faults, ofImage.console()::warn, renderer::stages);
    }

    /** What is wrong in any of the images is told of all together. */
    private static <T> Map<String, T> read(
            List<BakeParameters> images, BiFunction<BakeParameters, Faults, Optional<T>> reader, Consumer<T> discard) {
        Map<String, T> read = new LinkedHashMap<>();
        Map<String, Faults> faults = new LinkedHashMap<>();
        for (BakeParameters image : images) {
            String id = key(Optional.ofNullable(image.image));
            Faults ofImage = new Faults();
            reader.apply(image, ofImage).ifPresent(one -> read.put(id, one));
            faults.put(id, ofImage);
        }
        Faults all = ImagesAdvice.together(faults);
        if (!all.isEmpty()) {
            read.values().forEach(discard);
        }
        all.throwIfAny();
        return read;
    }

    /** The only one has no id. */
    private static String key(Optional<String> image) {
        return image.orElse("");
    }

    private static Path folder(BakeParameters image) {
        Path all = image.buildDirectory.resolve("ami");
        return image.image == null ? all : all.resolve(image.image);
    }

    private static Rendering write(RenderedTemplate template, Path folder) {
        Rendering rendering = new Rendering(folder.resolve("template.yaml"), folder.resolve(template.userDataName()));
        try {
            Files.createDirectories(folder);
            Files.writeString(rendering.template(), template.body());
            Files.writeString(rendering.userData(), template.userData());
        } catch (IOException e) {
            throw GoalAdvice.notWritten(folder, e);
        }
        return rendering;
    }
}
