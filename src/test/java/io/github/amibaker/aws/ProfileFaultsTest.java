package io.github.amibaker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Parameter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is wrong with a profile before anything is called. */
class ProfileFaultsTest extends OpenedClients {
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
    void noFaultShowsASecret() {
        profile = Optional.of("tema");
        refused();
        assertThat(faults.list().get(0).text()).doesNotContain("verysecret", "AKIA");
    }
}
