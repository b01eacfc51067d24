package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.RoleSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A role that is assumed with whatever credentials there are, and MFA before it. */
class AssumedRoleTest {
    private static final String DEVICE = "arn:aws:iam::123456789012:mfa/kim";
    private static final String TOO_LONG =
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    private static final String CHAINED =
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.";

    private final Doorway door = new Doorway().withKeys("AKIAKIM");

    @AfterEach
    void stop() {
        door.close();
    }

    @Test
    void everyCallIsMadeInTheRole() {
        door.role = role(Optional.of("acme"), Optional.of("ci-7"), Optional.empty(), Optional.empty());
        assertThat(door.asked()).hasSize(2);
        assertThat(door.cloud.asked.get(0))
                .contains("Action=AssumeRole", "role%2Fimages", "ExternalId=acme", "RoleSessionName=ci-7", "AKIAKIM");
        assertThat(door.cloud.asked.get(1)).contains("Action=GetCallerIdentity", "ASIAROLE");
    }

    @Test
    void aProfilesRoleAssumesTheOtherOne() {
        door.keys = Optional.empty();
        door.withProfile("deploy", """
                [profile deploy]
                role_arn = arn:aws:iam::123456789012:role/first
                source_profile = deploy
                aws_access_key_id = AKIAOWN
                aws_secret_access_key = verysecret
                """);
        door.role = role();
        door.asked();
        assertThat(door.cloud.asked.get(0)).contains("role%2Ffirst", "AKIAOWN");
        assertThat(door.cloud.asked.get(1)).contains("role%2Fimages", "ASIAROLE");
    }

    @Test
    void theSessionLastsAsLongAsTheBakeMay() {
        door.lasting = Duration.ofHours(3);
        door.role = role();
        assertThat(door.asked().get(0)).contains("DurationSeconds=10800");
    }

    @Test
    void aShortBakeAsksForAnHour() {
        door.lasting = Duration.ofMinutes(31);
        door.role = role();
        assertThat(door.asked().get(0)).contains("DurationSeconds=3600");
    }

    @Test
    void aRoleThatAllowsAnHourOnlyIsAssumedForAnHour() {
        door.lasting = Duration.ofHours(3);
        door.role = role();
        door.cloud.before.add(HttpCloud.Answer.error(400, "ValidationError", TOO_LONG));
        door.asked();
        assertThat(door.cloud.asked.get(0)).contains("DurationSeconds=10800");
        assertThat(door.cloud.asked.get(1)).contains("DurationSeconds=3600");
    }

    @Test
    void aLengthThatTheUserWroteIsNeverBent() {
        door.role = role(Optional.empty(), Optional.empty(), Optional.of(Duration.ofHours(2)), Optional.empty());
        door.cloud.before.add(HttpCloud.Answer.error(400, "ValidationError", CHAINED));
        Fault fault = door.refused();
        assertThat(door.cloud.asked).hasSize(1);
        assertThat(fault.text())
                .contains(
                        "cannot last 2 h", CHAINED, "<duration>", "-Dami.roleArn", "-Dami.assumeRole", "same command");
    }

    @Test
    void aWrongExternalIdIsToldWithTheOneThatWasSent() {
        door.role = role(Optional.of("acne"), Optional.empty(), Optional.empty(), Optional.empty());
        denied("User: arn:aws:iam::123456789012:user/kim is not authorized to perform: sts:AssumeRole on resource: r");
        assertThat(door.refused().text())
                .contains(Doorway.ROLE, "user/kim is not authorized", "\"acne\"", "trust policy", "-Dami.assumeRole");
    }

    @Test
    void aMissingExternalIdIsToldToo() {
        door.role = role();
        denied("no");
        assertThat(door.refused().text()).contains("none was given (<externalId>;");
    }

    @Test
    void keysThatAwsDoesNotKnowAreToldAsForAnyCall() {
        door.role = role();
        door.cloud.before.add(HttpCloud.Answer.error(403, "InvalidClientTokenId"));
        assertThatThrownBy(door::clients)
                .isInstanceOf(BakeException.class)
                .hasMessageContaining("sts:AssumeRole failed: InvalidClientTokenId it is.");
    }

    @Test
    void aSessionThatIsOverInMidCourseIsFollowedByTheNext() {
        door.role = role();
        try (AwsClients clients = door.clients().orElseThrow()) {
            door.cloud.before.add(HttpCloud.Answer.error(403, "ExpiredToken"));
            assertThat(clients.sts().getCallerIdentity().account()).isEqualTo("123456789012");
        }
        assertThat(door.cloud.asked).hasSize(4);
        assertThat(door.cloud.asked.get(1)).contains("GetCallerIdentity", "ASIAROLE1");
        assertThat(door.cloud.asked.get(2)).contains("Action=AssumeRole", "AKIAKIM");
        assertThat(door.cloud.asked.get(3)).contains("GetCallerIdentity", "ASIAROLE2");
    }

    @Test
    void theNextSessionBehindMfaNeedsNoOtherCode() {
        Deque<String> typed = new ArrayDeque<>(List.of("123456"));
        door.withKeys("AKIARENEWED");
        door.code = serial -> Optional.of(typed.remove());
        door.role = role(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(DEVICE));
        try (AwsClients clients = door.clients().orElseThrow()) {
            door.cloud.before.add(HttpCloud.Answer.error(403, "ExpiredToken"));
            assertThat(clients.sts().getCallerIdentity().account()).isEqualTo("123456789012");
        }
        assertThat(door.cloud.asked)
                .filteredOn(one -> one.contains("GetSessionToken"))
                .hasSize(1);
        assertThat(door.cloud.asked)
                .filteredOn(one -> one.contains("Action=AssumeRole&"))
                .hasSize(2);
    }

    @Test
    void throttlingIsAskedAgain() {
        door.role = role();
        door.cloud.before.add(HttpCloud.Answer.error(400, "Throttling"));
        assertThat(door.asked()).hasSize(3);
    }

    @Test
    void aRoleThatIsTakenAwayInMidCourseIsToldAsARole() {
        door.role = role();
        door.cloud.before.add(HttpCloud.Answer.error(403, "AccessDenied", "gone"));
        Fault fault = door.refused();
        CredentialsRefused refused = new CredentialsRefused(fault);
        assertThat(new Failures(Optional.empty(), "eu-central-1")
                        .of("ec2:DescribeImages", refused)
                        .text())
                .contains(fault.what(), "-Dami.assumeRole");
    }

    @Test
    void theCodeIsAskedForOnceForAllGoalsAndRolesOfTheUser() {
        Deque<String> typed = new ArrayDeque<>(List.of("123456"));
        door.withKeys("AKIAONCE");
        door.code = serial -> Optional.of(typed.remove());
        door.role = role(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(DEVICE));
        door.asked();
        assertThat(door.cloud.asked).hasSize(3);
        assertThat(door.cloud.asked.get(0))
                .contains("Action=GetSessionToken", "mfa%2Fkim", "TokenCode=123456", "AKIAONCE");
        assertThat(door.cloud.asked.get(1))
                .contains("Action=AssumeRole", "ASIAMFA")
                .doesNotContain("TokenCode");
        door.cloud.asked.clear();
        assertThat(door.asked()).hasSize(2).noneMatch(one -> one.contains("GetSessionToken"));
    }

    @Test
    void withoutATerminalTheTextSaysWhatToPass() {
        door.withKeys("AKIABATCH");
        door.role = role(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(DEVICE));
        Fault fault = door.refused();
        assertThat(fault.parameter()).isEqualTo(Parameter.ASSUME_ROLE);
        assertThat(fault.text()).contains(DEVICE, "batch mode", "-Dami.mfaCode=123456");
        assertThat(door.cloud.asked).isEmpty();
    }

    @Test
    void whatCannotBeACodeIsNeitherSentNorShown() {
        door.withKeys("AKIATYPO");
        door.code = serial -> Optional.of("hunter2");
        door.role = role(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(DEVICE));
        assertThat(door.refused().text()).contains("not six digits").doesNotContain("hunter2");
        assertThat(door.cloud.asked).isEmpty();
    }

    @Test
    void aCodeThatAwsRefusesIsToldWithoutTheCode() {
        door.withKeys("AKIALATE");
        door.code = serial -> Optional.of("654321");
        door.role = role(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(DEVICE));
        denied("MultiFactorAuthentication failed with invalid MFA one time pass code.");
        assertThat(door.refused().text())
                .contains("invalid MFA one time pass code", DEVICE, "wait for the next one")
                .doesNotContain("654321");
    }

    private void denied(String message) {
        door.cloud.before.add(HttpCloud.Answer.error(403, "AccessDenied", message));
    }

    private static Optional<RoleSession.AssumedRole> role() {
        return role(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Optional<RoleSession.AssumedRole> role(
            Optional<String> externalId, Optional<String> name, Optional<Duration> duration, Optional<String> mfa) {
        return Optional.of(new RoleSession.AssumedRole(Doorway.ROLE, externalId, name, duration, mfa));
    }
}
