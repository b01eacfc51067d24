package io.github.amibaker.recipe;

import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.amibaker.advice.BakeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** A bake that may be on three types, of which AWS has not all. */
class CandidatesTest {
    private static final String NO_ROOM =
            "We currently do not have sufficient %s capacity in the Availability Zone you" + " requested (eu-west-1a).";

    @TempDir
    Path folder;

    private Scene scene;

    @BeforeEach
    void threeTypes() {
        scene = new Scene(folder);
        for (String type : List.of("c7i.large", "m5.large")) {
            scene.cloud.ec2.types.add(scene.cloud.ec2.types.get(0).copy(one -> one.instanceType(type)));
        }
        scene.project.parameters.instanceType = "c7i.large,m5.large, t3.small";
        scene.deletingWorks();
    }

    @Test
    void goesOnWithTheNextAndTellsWhy() {
        fails("c7i.large");
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.changes())
                .containsExactly("CreateStack ami-demo", "DeleteStack " + ARN, "CreateStack ami-demo");
        assertThat(scene.console.warnings)
                .containsExactly("AWS has no builder to give: c7i.large: " + NO_ROOM.formatted("c7i.large")
                        + " Going on with m5.large.");
        assertThat(scene.console.info)
                .anyMatch(line -> line.endsWith(", on c7i.large."))
                .anyMatch(line -> line.endsWith(", on m5.large."));
    }

    @Test
    void theTagsOfTheStackSayWhichItIsAndWhatWasTried() {
        fails("c7i.large");
        fails("m5.large");
        scene.bakingWorks();
        scene.bake();
        assertThat(tags()).containsEntry("ami:candidate", "t3.small");
        assertThat(tags().get("ami:tried")).matches("[0-9a-f]{6}C [0-9a-f]{6}C");
    }

    @Test
    void theInputsAreThoseOfTheList() {
        String inputs = scene.inputs();
        fails("c7i.large");
        scene.bakingWorks();
        scene.bake();
        assertThat(tags()).containsEntry("ami:inputs", inputs);
        assertThat(scene.cloudFormation.created.orElseThrow().templateBody()).contains("InstanceType: \"m5.large\"");
    }

    @Test
    void whoComesAfterAKilledClientGoesOnWithTheNext() {
        fails("c7i.large");
        fails("m5.large");
        scene.bakingWorks();
        scene.bake();
        Map<String, String> whenM5Failed = new TreeMap<>(tags());
        whenM5Failed.put("ami:candidate", "m5.large");
        whenM5Failed.put("ami:tried", tags().get("ami:tried").substring(0, 7));

        Scene again = another();
        again.cloudFormation.tags.putAll(whenM5Failed);
        again.cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), builder("m5.large"), stack(9, "ROLLBACK_COMPLETE"));
        again.deletingWorks();
        again.bakingWorks();
        again.bake();
        assertThat(again.changes()).containsExactly("DeleteStack " + ARN, "CreateStack ami-demo");
        assertThat(again.console.warnings).singleElement().asString().endsWith("Going on with t3.small.");
    }

    @Test
    void allTriedTellsEachWithAwssReason() {
        fails("c7i.large");
        fails("m5.large");
        fails("t3.small");
        BakeException failure = catchThrowableOfType(BakeException.class, scene::bake);
        assertThat(failure.text())
                .contains(
                        "AWS has no room for the builder. 3 were tried:\n  c7i.large: "
                                + NO_ROOM.formatted("c7i.large") + "\n  m5.large: " + NO_ROOM.formatted("m5.large")
                                + "\n  t3.small: " + NO_ROOM.formatted("t3.small"),
                        "-Dami.instanceType",
                        "-Dami.subnetId",
                        "run mvn ami:bake again");
    }

    @Test
    void afterAllWereTriedTheNextBakeBeginsWithTheFirst() {
        Scene again = another();
        again.cloudFormation.tags.putAll(Map.of("ami:candidate", "t3.small", "ami:tried", ""));
        again.project.parameters.instanceType = "t3.small,m5.large";
        again.cloudFormation.tags.put("ami:inputs", again.inputs());
        String m5 = new io.github.amibaker.request.Candidate(
                        "m5.large", java.util.Optional.empty(), java.util.Optional.empty(), false)
                .mark();
        again.cloudFormation.tags.put("ami:tried", m5 + "C");
        again.cloudFormation.happen(stack(0, "CREATE_IN_PROGRESS"), builder("t3.small"), stack(9, "ROLLBACK_COMPLETE"));
        again.deletingWorks();
        again.bakingWorks();
        again.bake();
        assertThat(again.cloudFormation.created.orElseThrow().templateBody()).contains("InstanceType: \"t3.small\"");
    }

    @Test
    void anotherFailureIsNoReasonToGoOn() {
        scene.cloudFormation.onCreate.add(() -> {
            scene.cloudFormation.events.clear();
            scene.cloudFormation.happen(stack(100, "CREATE_IN_PROGRESS"));
            scene.cloudFormation.then(
                    event(101, "Builder", "AWS::EC2::Instance", "CREATE_FAILED", null, "The image id does not exist"),
                    stack(102, "ROLLBACK_COMPLETE"));
        });
        assertThat(catchThrowableOfType(BakeException.class, scene::bake).text())
                .contains("The image id does not exist");
        assertThat(scene.changes()).containsExactly("CreateStack ami-demo");
    }

    private static final String ARN = io.github.amibaker.stack.FakeCloudFormation.ARN;

    private Scene another() {
        Scene again = new Scene(folder.resolve("again"));
        again.cloud.ec2.types.addAll(scene.cloud.ec2.types.subList(2, scene.cloud.ec2.types.size()));
        again.project.parameters.instanceType = scene.project.parameters.instanceType;
        return again;
    }

    private static software.amazon.awssdk.services.cloudformation.model.StackEvent builder(String type) {
        return event(5, "Builder", "AWS::EC2::Instance", "CREATE_FAILED", null, NO_ROOM.formatted(type));
    }

    /** CreateStack leads to a stack whose builder there is no room for. */
    private void fails(String type) {
        scene.cloudFormation.onCreate.add(() -> {
            scene.cloudFormation.events.clear();
            scene.cloudFormation.happen(stack(100, "CREATE_IN_PROGRESS"));
            scene.cloudFormation.then(
                    event(101, "Builder", "AWS::EC2::Instance", "CREATE_FAILED", null, NO_ROOM.formatted(type)),
                    stack(102, "ROLLBACK_COMPLETE"));
        });
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        for (Tag tag : scene.cloudFormation.created.orElseThrow().tags()) {
            tags.put(tag.key(), tag.value());
        }
        return tags;
    }
}
