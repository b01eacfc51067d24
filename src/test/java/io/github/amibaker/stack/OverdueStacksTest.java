package io.github.amibaker.stack;

import static io.github.amibaker.stack.FakeCloudFormation.BEGIN;
import static io.github.amibaker.stack.FakeCloudFormation.NAME;
import static io.github.amibaker.stack.FakeCloudFormation.error;
import static io.github.amibaker.stack.FakeCloudFormation.other;
import static io.github.amibaker.stack.FakeCloudFormation.stack;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OverdueStacksTest {
    private static final String PASSED = BEGIN.minusSeconds(3 * 3600 + 300).toString();

    private final FakeCloudFormation cloudFormation = new FakeCloudFormation();
    private final RecordingConsole console = new RecordingConsole();
    private final FakeTime time = new FakeTime(BEGIN);
    private final OverdueStacks overdue = new OverdueStacks(cloudFormation, console, time);

    @Test
    void eachIsALineThatSaysHowLongWhoseAndHowToRemoveIt() {
        Map<String, String> tags = Map.of(
                "ami:stack-name",
                "web",
                "ami:deadline",
                PASSED,
                "ami:started-by",
                "arn:aws:iam::123456789012:user/kim");
        cloudFormation.others.add(other("web", "CREATE_COMPLETE", tags));
        cloudFormation.others.add(other("db", "CREATE_IN_PROGRESS", deadline(PASSED)));

        overdue.report("eu-central-1", "");

        assertThat(console.all)
                .containsExactly(
                        "The stack web is 3 h 5 min past its deadline, started by arn:aws:iam::123456789012:user/kim."
                                + " To remove it: mvn ami:clean -Dami.stackName=web -Dami.region=eu-central-1",
                        "The stack db is 3 h 5 min past its deadline."
                                + " To remove it: mvn ami:clean -Dami.stackName=db -Dami.region=eu-central-1");
        assertThat(console.warnings).hasSize(2);
    }

    @Test
    void whatIsInTimeGoneGoingOrSomebodyElsesIsNot() {
        cloudFormation.others.add(
                other("young", "CREATE_COMPLETE", deadline(BEGIN.plusSeconds(1).toString())));
        cloudFormation.others.add(other("without", "CREATE_COMPLETE", Map.of("ami:stack-name", "without")));
        cloudFormation.others.add(other("spoiled", "CREATE_COMPLETE", deadline("yesterday")));
        cloudFormation.others.add(other("going", "DELETE_IN_PROGRESS", deadline(PASSED)));
        cloudFormation.others.add(other("gone", "DELETE_COMPLETE", deadline(PASSED)));
        cloudFormation.others.add(other("foreign", "CREATE_COMPLETE", Map.of("ami:deadline", PASSED)));
        cloudFormation.happen(stack(0, "CREATE_COMPLETE"));
        cloudFormation.tags.put("ami:deadline", PASSED);

        overdue.report("eu-central-1", NAME);

        assertThat(console.all).isEmpty();
        assertThat(cloudFormation.calls).hasSize(7);
    }

    @Test
    void aCallerWhoMayNotListIsNoFailureButALineForWhoAsks() {
        cloudFormation.onList = () -> {
            throw error(403, "AccessDenied", "not authorized to perform: cloudformation:ListStacks");
        };

        overdue.report("eu-central-1", "");

        assertThat(console.debug).singleElement().asString().contains("not authorized");
        assertThat(console.all).hasSize(1);
    }

    @Test
    void veryManyStacksAreLookedThroughForAFewSecondsOnly() {
        for (int i = 0; i < 100; i++) {
            cloudFormation.others.add(other("s" + i, "CREATE_COMPLETE", deadline(PASSED)));
        }
        cloudFormation.onList = () -> time.pass(1);

        overdue.report("eu-central-1", "");

        assertThat(console.warnings).hasSize(5);
        assertThat(console.debug).singleElement().asString().contains("too many");
    }

    private static Map<String, String> deadline(String when) {
        return Map.of("ami:stack-name", "any", "ami:deadline", when);
    }
}
