package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.request.BakeRequest.Keys;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

class ClientFactoryTest extends OpenedClients {
    @Test
    void theRegionIsTheProfilesWhenTheUserNamesNone() {
        profile = Optional.of("team");
        try (AwsClients clients = open()) {
            assertThat(clients.region()).isEqualTo("eu-central-1");
        }
    }

    @Test
    void theUsersRegionWins() {
        profile = Optional.of("team");
        region = Optional.of("ap-northeast-2");
        try (AwsClients clients = open()) {
            assertThat(clients.region()).isEqualTo("ap-northeast-2");
        }
    }

    @Test
    @Timeout(60)
    void aCallThatIsNeverAnsweredEndsWithTheTimeOfTheGoal() {
        profile = Optional.of("team");
        limit = Optional.of(Duration.ofSeconds(2));
        cloud.before.add(HttpCloud.Answer.never());
        try (AwsClients clients = open()) {
            assertThatThrownBy(() -> clients.sts().getCallerIdentity())
                    .isInstanceOfSatisfying(
                            TimeOver.class, over -> assertThat(over.limit()).hasSeconds(2));
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @Timeout(60)
    void aCallThatHasLessTimeOfItsOwnEndsWithThatAndNotTheGoal() {
        profile = Optional.of("team");
        limit = Optional.of(Duration.ofSeconds(60));
        cloud.before.add(HttpCloud.Answer.never());
        try (AwsClients clients = open()) {
            assertThatThrownBy(() -> clients.sts()
                            .getCallerIdentity(request ->
                                    request.overrideConfiguration(call -> call.apiCallTimeout(Duration.ofMillis(500)))))
                    .isInstanceOf(ApiCallTimeoutException.class);
        }
    }

    @Test
    @Timeout(60)
    void retriesEndWithTheTimeOfTheGoal() {
        profile = Optional.of("team");
        limit = Optional.of(Duration.ofSeconds(2));
        for (int retry = 0; retry < 50; retry++) {
            cloud.before.add(HttpCloud.Answer.error(503, "ServiceUnavailable"));
        }
        try (AwsClients clients = open()) {
            assertThatThrownBy(() -> clients.cloudformation().describeStacks()).isInstanceOf(TimeOver.class);
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void everyClientCallsTheEndpointAsTheProfile() {
        profile = Optional.of("team");
        try (AwsClients clients = open()) {
            assertThat(clients.sts().getCallerIdentity().account()).isEqualTo("123456789012");
            clients.ec2().describeImages();
            clients.cloudformation().describeStacks();
            assertThat(cloud.asked).hasSize(3).allSatisfy(one -> assertThat(one).contains("AKIATEAM"));
        }
    }

    @Test
    void aRoleIsAssumedThroughTheEndpointToo() {
        profile = Optional.of("deploy");
        region = Optional.of("eu-central-1");
        try (AwsClients clients = open()) {
            clients.sts().getCallerIdentity();
            assertThat(cloud.asked).hasSize(2);
            assertThat(cloud.asked.get(0)).contains("Action=AssumeRole", "role%2Fr", "AKIATEAM");
            assertThat(cloud.asked.get(1)).contains("Action=GetCallerIdentity", "ASIAROLE");
        }
    }

    @Test
    void throttlingADroppedConnectionAndABrokenServerAreForgiven() {
        profile = Optional.of("team");
        cloud.before.add(HttpCloud.Answer.error(503, "ServiceUnavailable"));
        cloud.before.add(HttpCloud.Answer.dropped());
        try (AwsClients clients = open()) {
            assertThat(clients.sts().getCallerIdentity().account()).isEqualTo("123456789012");
        }
    }

    @Test
    void aRefusalIsNotTriedAgain() {
        profile = Optional.of("team");
        cloud.before.add(HttpCloud.Answer.error(403, "InvalidClientTokenId"));
        try (AwsClients clients = open()) {
            assertThatThrownBy(() -> clients.sts().getCallerIdentity())
                    .isInstanceOfSatisfying(
                            SdkException.class,
                            refused -> assertThat(clients.failures().of("sts:GetCallerIdentity", refused))
                                    .hasMessage("sts:GetCallerIdentity failed: InvalidClientTokenId it is."
                                            + " (InvalidClientTokenId, request id req-9)"));
        }
        assertThat(cloud.asked).hasSize(1);
    }

    @Test
    void mavensProxyIsUsedWithItsPassword() {
        profile = Optional.of("team");
        endpoint = Optional.of(URI.create("http://cloud.invalid:4566"));
        proxy = proxy("internal.example");
        try (AwsClients clients = open()) {
            clients.sts().getCallerIdentity();
        }
        assertThat(cloud.asked.get(0)).contains("http://cloud.invalid:4566/", "Basic dXNlcjpwYXNz");
    }

    @Test
    void hostsThatMavenKeepsFromTheProxyAreCalledDirectly() {
        profile = Optional.of("team");
        proxy = proxy("localhost|127.*");
        try (AwsClients clients = open()) {
            clients.sts().getCallerIdentity();
        }
        assertThat(cloud.asked.get(0)).startsWith("POST / ").doesNotContain("Basic");
    }

    @Test
    void keysOfTheSettingsAreUsedAndNothingElse() {
        region = Optional.of("eu-central-1");
        keys = Optional.of(new Keys("AKIASETTINGS", "verysecret", Optional.empty()));
        try (AwsClients clients = open()) {
            clients.sts().getCallerIdentity();
            assertThat(cloud.asked).singleElement().asString().contains("AKIASETTINGS");
            assertThat(clients.credentialsEnd()).isEmpty();
        }
    }

    @Test
    void aSessionTokenOfTheSettingsGoesAlong() {
        region = Optional.of("eu-central-1");
        keys = Optional.of(new Keys("ASIASETTINGS", "verysecret", Optional.of("the-token")));
        try (AwsClients clients = open()) {
            clients.sts().getCallerIdentity();
            assertThat(cloud.asked).singleElement().asString().contains("ASIASETTINGS", "the-token");
        }
    }

    @Test
    void keysAreNotPrinted() {
        assertThat(new Keys("AKIASETTINGS", "verysecret", Optional.of("the-token")))
                .hasToString("AKIASETTINGS");
    }
}
