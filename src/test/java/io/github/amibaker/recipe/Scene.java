package io.github.amibaker.recipe;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.NAME;
import static io.github.amibaker.stack.FakeCloudFormation.stack;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.image.ImagesOfTests;
import io.github.amibaker.preflight.Caller;
import io.github.amibaker.preflight.CloudOfTests;
import io.github.amibaker.preflight.Preflight;
import io.github.amibaker.record.BakeRecord;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Project;
import io.github.amibaker.stack.FakeCloudFormation;
import io.github.amibaker.stack.FakeTime;
import io.github.amibaker.stack.RecordingConsole;
import io.github.amibaker.template.TemplateRenderer;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A project, an account with at most one stack, and a console: a goal as a whole, in memory. */
final class Scene {
    /** The image that the stack's bake makes. */
    static final String BAKED = "ami-0000000000000bace";

    final Project project;
    final CloudOfTests cloud = new CloudOfTests();
    final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    final RecordingConsole console = new RecordingConsole();
    final FakeTime time = new FakeTime(BEGIN);
    /** Whether the image has only the tags that are asked for, as one of a template of the user's own. */
    boolean untagged;

    Scene(Path folder) {
        project = new Project(folder);
        project.parameters.stackName = NAME;
    }

    BakeRecord bake() {
        return goals().bake(List.of(project.parameters)).get(0);
    }

    /** As {@code mvn ami:clean}. */
    void clean() {
        goals().clean(List.of(project.parameters), false);
    }

    /** What a validation says last. */
    String validate() {
        goals().validate(List.of(project.parameters));
        return console.info.get(console.info.size() - 1);
    }

    /** As {@code mvn ami:clean -Dami.deregister}. */
    void cleanImagesToo(boolean inLifecycle) {
        project.parameters.deregister = true;
        goals().clean(List.of(project.parameters), inLifecycle);
    }

    Goals goals() {
        return new Goals(
                new Tools(console, time, time, ZoneOffset.UTC, new Random(1)),
                (connection, limit, faults) -> Optional.of(clients()));
    }

    /** Hash of the inputs that the project bakes from as it is now. */
    String inputs() {
        BakeRequest request = project.request();
        Preflight preflight = new Preflight(clients(), new RecordingConsole(), time);
        Caller caller = preflight.caller(request, new Faults()).orElseThrow();
        var resolution = preflight.resolve(request, caller, new Faults()).orElseThrow();
        String inputs = new TemplateRenderer().render(request, resolution).inputs();
        cloud.ec2.calls.clear();
        return inputs;
    }

    /** The stack exists, in that state, from those inputs; complete ones have an image, which is there. */
    void stackIs(String status, String inputs) {
        cloudFormation.tags.put("ami:inputs", inputs);
        cloudFormation.happen(stack(0, status));
        if (status.equals("CREATE_COMPLETE")) {
            imageIs("available", Map.of("ami:inputs", inputs));
        }
    }

    /** CreateStack leads to a complete stack with an image. */
    void bakingWorks() {
        cloudFormation.onCreate.add(() -> {
            cloudFormation.events.clear();
            cloudFormation.happen(stack(100, "CREATE_IN_PROGRESS"));
            completes();
        });
    }

    /** The bake that is going on ends well at a later look. */
    void completes() {
        cloudFormation.thenNothing().then(stack(200, "CREATE_COMPLETE"));
        imageIs("available", Map.of());
    }

    /** DeleteStack works. */
    void deletingWorks() {
        cloudFormation.onDelete =
                () -> cloudFormation.then(stack(50, "DELETE_IN_PROGRESS"), stack(60, "DELETE_COMPLETE"));
    }

    /** The image that the stack hands over, with the tags of the built-in template and more. */
    void imageIs(String state, Map<String, String> more) {
        SortedMap<String, String> tags = new TreeMap<>(more);
        if (!untagged) {
            tags.putIfAbsent("ami:stack-name", NAME);
            tags.putIfAbsent("ami:stack-id", ARN);
        }
        cloudFormation.outputs.put("ImageId", BAKED);
        cloud.ec2.images.removeIf(image -> image.imageId().equals(BAKED));
        cloud.ec2.images.add(ImagesOfTests.image(BAKED, state, "2026-11-23T05:00:00.000Z", tags));
    }

    /** What was asked of CloudFormation to change something, in order. */
    List<String> changes() {
        return cloudFormation.calls.stream()
                .filter(call -> !call.startsWith("Describe") && !call.startsWith("Validate"))
                .toList();
    }

    private AwsClients clients() {
        return cloud.clients(() -> cloudFormation);
    }
}
