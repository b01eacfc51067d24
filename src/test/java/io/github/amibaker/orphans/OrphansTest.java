package io.github.amibaker.orphans;

import static io.github.amibaker.orphans.FakeRegion.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import org.junit.jupiter.api.Test;

class OrphansTest extends OrphanScene {
    @Test
    void aListingTellsKindIdAgeStackAndSizeAndChangesNothing() {
        oneOfEachKind();

        orphans().list();

        assertThat(console.all)
                .containsExactly(
                        "Orphans of the plugin in eu-central-1, whose stacks are gone:",
                        "  instance         i-1                     2 h           of ami-demo  t3.small, running",
                        "  image            ami-1                   2 h           of ami-demo  failed",
                        "  snapshot         snap-1                  2 h           of ami-demo  8 GiB, completed",
                        "  volume           vol-1                   2 h           of ami-demo  8 GiB, available",
                        "  security group   sg-1                    age unknown   of ami-demo  group",
                        "  launch template  lt-1                    2 h           of ami-demo  template",
                        "  log group        /ami-bake/ami-demo      " + String.format("%-12s", age())
                                + "  of ami-demo  7 bytes",
                        "  bucket           ami-demo-stagingbucket-x  age unknown   of ami-demo  staged scripts and files",
                        "In all 8. Nothing was deleted: mvn ami:clean -Dami.orphans=delete does.");
        assertThat(region.deleted).isEmpty();
    }

    @Test
    void aDeletionDeletesWhatUsesOthersFirstAndWaitsForInstances() throws InterruptedException {
        oneOfEachKind();

        orphans().delete();

        assertThat(region.deleted)
                .containsExactly(
                        "i-1",
                        "ami-1",
                        "snap-1",
                        "vol-1",
                        "sg-1",
                        "lt-1",
                        "/ami-bake/ami-demo",
                        "ami-demo-stagingbucket-x/half",
                        "ami-demo-stagingbucket-x/whole",
                        "ami-demo-stagingbucket-x");
        assertThat(time.slept).hasSize(2);
        assertThat(console.info)
                .contains("Deleted volume vol-1 of ami-demo (8 GiB, available).")
                .last()
                .isEqualTo("Deleted 8 orphans.");
    }

    @Test
    void whereThereIsNothingThatIsSaid() throws InterruptedException {
        orphans().list();
        orphans().delete();
        assertThat(console.all)
                .containsExactly(
                        "There are no orphans of the plugin in eu-central-1.",
                        "There are no orphans of the plugin in eu-central-1.");
    }

    @Test
    void oneFailureKeepsNothingElseAndAllAreToldInTheEndWithTheirCures() {
        oneOfEachKind();
        region.failures.put(
                "TerminateInstances i-1",
                refusal(
                        "OperationNotPermitted",
                        "The instance 'i-1' may not be terminated. Modify its 'disableApiTermination' instance"
                                + " attribute and try again."));
        region.failures.put("DeleteVolume", refusal("UnauthorizedOperation", "You are not authorized"));

        assertThatThrownBy(() -> orphans().delete())
                .isInstanceOfSatisfying(
                        BakeException.class,
                        said -> assertThat(said.text())
                                .contains(
                                        "The instance i-1: ec2:TerminateInstances failed: OperationNotPermitted: The instance"
                                                + " 'i-1' may not be terminated.",
                                        "The volume vol-1: ec2:DeleteVolume failed: UnauthorizedOperation: You are not",
                                        "--no-disable-api-termination",
                                        "run mvn ami:clean -Dami.orphans=delete again"));
        assertThat(region.deleted)
                .containsExactly(
                        "ami-1",
                        "snap-1",
                        "sg-1",
                        "lt-1",
                        "/ami-bake/ami-demo",
                        "ami-demo-stagingbucket-x/half",
                        "ami-demo-stagingbucket-x/whole",
                        "ami-demo-stagingbucket-x");
        assertThat(console.info).last().isEqualTo("Deleted 6 orphans.");
    }

    @Test
    void aKindThatMayNotBeListedKeepsNoOtherAndIsTold() {
        oneOfEachKind();
        region.failures.put("DescribeLogGroups", refusal("AccessDeniedException", "User: arn:x is not authorized"));

        assertThatThrownBy(() -> orphans().list())
                .hasMessageContaining("Every log group: logs:DescribeLogGroups failed: AccessDeniedException");
        assertThat(console.all)
                .anyMatch(line -> line.contains("lt-1"))
                .last()
                .asString()
                .startsWith("In all 7.");
    }

    @Test
    void whatIsGoneMeanwhileIsNoFailure() throws InterruptedException {
        oneOfEachKind();
        region.failures.put("DeleteVolume", refusal("InvalidVolume.NotFound", "gone"));
        orphans().delete();
        assertThat(console.info).last().isEqualTo("Deleted 8 orphans.");
    }
}
