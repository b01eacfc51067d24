package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.BakeRequest.Connection;
import io.github.amibaker.request.BakeRequest.Keys;
import io.github.amibaker.request.BakeRequest.Proxy;
import io.github.amibaker.request.RoleSession;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;

class ClientFactoryTest {
    private static final String PROFILES = """
            [default]
            region = eu-north-1
            aws_access_key_id = AKIADEFAULT
            aws_secret_access_key = verysecret

            [profile team]
            region = eu-central-1
            aws_access_key_id = AKIATEAM
            aws_secret_access_key = verysecret

            [profile deploy]
            role_arn = arn:aws:iam::123456789012:role/r
            source_profile = team

            [profile keyless]
            region = eu-central-1

            [profile sso]
            region = eu-central-1
            sso_session = company
            sso_account_id = 123456789012
            sso_role_name = Baker

            [sso-session company]
            sso_region = eu-central-1
            sso_start_url = https://nobody-was-ever-here.awsapps.com/start
            """;

    private final HttpCloud cloud = new HttpCloud();
    private final Faults faults = new Faults();
    private Optional<String> region = Optional.empty();
    private Optional<String> profile = Optional.empty();
    private Optional<URI> endpoint = Optional.of(cloud.address());
    private Optional<Duration> limit = Optional.empty();
    private Optional<Proxy> proxy = Optional.empty();
    private Optional<Keys> keys = Optional.empty();
    private RoleSession session = RoleSession.NONE;

    @AfterEach
    void stop() {
        cloud.close();
    }

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
    @Timeout(20)
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
    @Timeout(20)
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
    @Timeout(20)
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
    void aProfileThatDoesNotExistIsAFaultThatNamesThoseThatDo() {
        profile = Optional.of("tema");
        refused();
        assertFault(Parameter.PROFILE, "'tema' does not exist");
        assertThat(faults.list().get(0).advice()).contains("default, deploy, keyless, sso, team");
    }

    @Test
    void aProfileWithoutCredentialsIsAFault() {
        profile = Optional.of("keyless");
        refused();
        assertFault(Parameter.PROFILE, "'keyless' gives no credentials");
    }

    @Test
    void aSingleSignOnThatHasEndedIsAFaultWithTheLoginCommand() {
        profile = Optional.of("sso");
        refused();
        assertThat(faults.list()).hasSize(1);
        assertThat(faults.list().get(0).text()).contains("'aws sso login --profile sso'");
    }

    @Test
    void aWrongRegionDoesNotHideAWrongProfile() {
        region = Optional.of("Seoul");
        profile = Optional.of("tema");
        refused();
        assertThat(faults.list()).extracting(Fault::parameter).containsExactly(Parameter.REGION, Parameter.PROFILE);
    }

    @Test
    void aProfileFileThatCannotBeReadIsAFaultWithTheLine() {
        profile = Optional.of("team");
        assertThat(ClientFactory.of(connection(), limit, () -> file("[default]\nthis is no line\n"), faults))
                .isEmpty();
        assertFault(Parameter.PROFILE, "line 2");
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

    @Test
    void noFaultShowsASecret() {
        profile = Optional.of("tema");
        refused();
        assertThat(faults.list().get(0).text()).doesNotContain("verysecret", "AKIA");
    }

    private Optional<Proxy> proxy(String nonProxyHosts) {
        return Optional.of(new Proxy(
                "127.0.0.1",
                cloud.address().getPort(),
                Optional.of("user"),
                Optional.of("pass"),
                Optional.of(nonProxyHosts)));
    }

    /** The files have these contents one after another. */
    private AwsClients open(String... contents) {
        Deque<String> files = new ArrayDeque<>(List.of(contents));
        return ClientFactory.of(connection(), limit, () -> file(files.isEmpty() ? PROFILES : files.remove()), faults)
                .orElseThrow(() -> new AssertionError(faults.list()))
                .clients();
    }

    private void refused() {
        assertThat(ClientFactory.of(connection(), limit, () -> file(PROFILES), faults))
                .isEmpty();
    }

    private void assertFault(Parameter parameter, String text) {
        assertThat(faults.list()).hasSize(1);
        assertThat(faults.list().get(0).parameter()).isEqualTo(parameter);
        assertThat(faults.list().get(0).what()).contains(text);
    }

    private Connection connection() {
        return new Connection(region, profile, endpoint, proxy, List.of(), keys, session);
    }

    private static ProfileFile file(String text) {
        return ProfileFile.builder()
                .type(ProfileFile.Type.CONFIGURATION)
                .content(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
