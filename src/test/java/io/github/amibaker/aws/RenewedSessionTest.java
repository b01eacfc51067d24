package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A session that is over while something is watched. */
class RenewedSessionTest extends OpenedClients {
    @Test
    void aSessionThatIsOverGoesOnWithTheCredentialsThatAreThereNow() {
        profile = Optional.of("team");
        cloud.before.add(HttpCloud.Answer.error(403, "ExpiredToken"));
        try (AwsClients clients = open(PROFILES, PROFILES.replace("AKIATEAM", "AKIANEXT"))) {
            assertThat(clients.sts().getCallerIdentity().account()).isEqualTo("123456789012");
            clients.ec2().describeImages();
        }
        assertThat(cloud.asked).hasSize(3);
        assertThat(cloud.asked.get(0)).contains("AKIATEAM");
        assertThat(cloud.asked.subList(1, 3))
                .allSatisfy(one -> assertThat(one).contains("AKIANEXT").doesNotContain("AKIATEAM"));
    }

    @Test
    void aPageIsAskedForWithTheCredentialsThatAreThereNowToo() {
        profile = Optional.of("team");
        cloud.before.add(HttpCloud.Answer.errorOfEc2(400, "RequestExpired"));
        try (AwsClients clients = open(PROFILES, PROFILES.replace("AKIATEAM", "AKIANEXT"))) {
            assertThat(clients.ec2()
                            .describeImagesPaginator(r -> r.owners("self"))
                            .images())
                    .isEmpty();
        }
        assertThat(cloud.asked).hasSize(2);
        assertThat(cloud.asked.get(1)).contains("AKIANEXT");
    }

    @Test
    void whoCallsEveryNewSessionExpiredIsBelievedInTheEnd() {
        profile = Optional.of("team");
        for (int i = 0; i < 9; i++) {
            cloud.before.add(HttpCloud.Answer.error(403, "ExpiredToken"));
        }
        String[] ever = IntStream.range(0, 9)
                .mapToObj(i -> PROFILES.replace("AKIATEAM", "AKIA" + i))
                .toArray(String[]::new);
        try (AwsClients clients = open(ever)) {
            assertThatThrownBy(() -> clients.sts().getCallerIdentity()).hasMessageContaining("ExpiredToken it is");
        }
        assertThat(cloud.asked).hasSize(4);
    }

    @Test
    void aSessionThatIsOverIsToldWhenThereIsNoOther() {
        profile = Optional.of("team");
        cloud.before.add(HttpCloud.Answer.error(403, "ExpiredToken"));
        try (AwsClients clients = open(PROFILES, PROFILES)) {
            assertThatThrownBy(() -> clients.sts().getCallerIdentity()).hasMessageContaining("ExpiredToken it is");
        }
        assertThat(cloud.asked).hasSize(1);
    }

    @Test
    void aSessionThatIsOverIsToldWhenTheFilesCannotBeReadAnyMore() {
        profile = Optional.of("team");
        cloud.before.add(HttpCloud.Answer.error(403, "ExpiredToken"));
        try (AwsClients clients = open(PROFILES, "[default]\nthis is no line\n")) {
            assertThatThrownBy(() -> clients.sts().getCallerIdentity()).hasMessageContaining("ExpiredToken it is");
        }
    }
}
