package io.github.amibaker.recipe;

import static io.github.amibaker.stack.FakeCloudFormation.ARN;
import static io.github.amibaker.stack.FakeCloudFormation.event;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** A bake on the spot market, with on-demand as the fallback. */
class SpotTest {
    private static final String NO_ROOM = "There is no Spot capacity available that matches your request.";
    private static final String TAKEN_BACK = "EC2 takes the spot instance back at 2026-11-26T08:22:00Z";

    @TempDir
    Path folder;

    private Scene scene;

    @BeforeEach
    void onSpot() {
        scene = new Scene(folder);
        scene.project.parameters.spot = "true";
        scene.deletingWorks();
    }

    @Test
    void isBakedOnASpotInstanceWhichTheResultSays() {
        scene.bakingWorks();
        scene.bake();
        assertThat(template()).contains("SpotInstanceType: persistent");
        assertThat(tags()).containsEntry("ami:candidate", "t3.small spot");
        assertThat(scene.console.info)
                .anyMatch(line -> line.endsWith(", on t3.small on the spot market."))
                .anyMatch(line -> line.startsWith("Baked ami-") && line.endsWith(", on a spot instance."));
    }

    @Test
    void goesOnOnDemandWhereThereIsNoRoom() {
        fails(event(101, "Builder", "AWS::EC2::Instance", "CREATE_FAILED", null, NO_ROOM));
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.changes())
                .containsExactly("CreateStack ami-demo", "DeleteStack " + ARN, "CreateStack ami-demo");
        assertThat(template()).doesNotContain("spot");
        assertThat(scene.console.warnings)
                .containsExactly("AWS has no builder to give: t3.small on the spot market: " + NO_ROOM
                        + " Going on with t3.small on demand.");
        assertThat(scene.console.info)
                .anyMatch(line -> line.startsWith("Baked ami-") && line.endsWith(", on an on-demand instance."));
    }

    @Test
    void aTypeThatIsNotToBeHadOnSpotIsNotTriedThere() {
        scene.cloud.ec2.types.replaceAll(one -> one.copy(type -> type.supportedUsageClassesWithStrings("on-demand")));
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.changes()).containsExactly("CreateStack ami-demo");
        assertThat(template()).doesNotContain("spot");
        assertThat(scene.console.info)
                .contains("Not tried, because EC2 does not offer it there: t3.small on the spot market.");
    }

    @Test
    void goesOnOnDemandWhenTheBuilderIsTakenBack() {
        fails(event(
                101,
                "Provisioned",
                "AWS::CloudFormation::WaitCondition",
                "CREATE_FAILED",
                null,
                "WaitCondition received failed message: '" + TAKEN_BACK + "' for uniqueId: ami-spot-interruption"));
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.console.warnings)
                .containsExactly("AWS took the builder back, t3.small on the spot market: " + TAKEN_BACK
                        + ". Going on with t3.small on demand.");
        assertThat(tags().get("ami:tried")).endsWith("I");
    }

    @Test
    void tellsWhatAnAccountLacksThatNeverHadASpotInstance() {
        fails(event(
                101,
                "Builder",
                "AWS::EC2::Instance",
                "CREATE_FAILED",
                null,
                "The provided credentials do not have permission to create the service-linked role for EC2 Spot"
                        + " Instances."));
        scene.bakingWorks();
        scene.bake();
        assertThat(scene.console.warnings)
                .singleElement()
                .asString()
                .contains("Going on with t3.small on demand. ", "create-service-linked-role");
    }

    @Test
    void anImageThatIsThereIsNotBakedAgainBecauseItWouldBeCheaper() {
        scene.bakingWorks();
        scene.bake();
        String inputs = tags().get("ami:inputs");
        scene.project.parameters.spot = null;
        assertThat(scene.inputs()).isEqualTo(inputs);
    }

    private void fails(StackEvent cause) {
        scene.cloudFormation.onCreate.add(() -> {
            scene.cloudFormation.events.clear();
            scene.cloudFormation.happen(stack(100, "CREATE_IN_PROGRESS"));
            scene.cloudFormation.then(cause, stack(102, "ROLLBACK_COMPLETE"));
        });
    }

    private String template() {
        return scene.cloudFormation.created.orElseThrow().templateBody();
    }

    private Map<String, String> tags() {
        return scene.cloudFormation.created.orElseThrow().tags().stream()
                .collect(java.util.stream.Collectors.toMap(tag -> tag.key(), tag -> tag.value()));
    }
}
