package io.github.amibaker.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.Candidate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS's texts, as CloudFormation reports them. */
class ShortageTest {
    private static final String INSTANCE = "AWS::EC2::Instance";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CAPACITY | We currently do not have sufficient c7i.large capacity in the Availability Zone you requested"
                        + " (us-east-1a). Our system will be working on provisioning additional capacity. You can"
                        + " currently get c7i.large capacity by not specifying an Availability Zone in your request or"
                        + " choosing us-east-1b.",
                "CAPACITY | There is no Spot capacity available that matches your request.",
                "CAPACITY | Instance i-0abc did not stabilize. Current state: 'terminated'. Reason:"
                        + " Server.InsufficientInstanceCapacity: Insufficient capacity to satisfy instance request",
                "UNSUPPORTED | Your requested instance type (t3.micro) is not supported in your requested Availability Zone"
                        + " (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing"
                        + " us-east-1a, us-east-1b.",
                "UNSUPPORTED | The requested configuration is currently not supported. Please check the documentation for"
                        + " supported configurations.",
                "ADDRESSES | There are not enough free addresses in subnet 'subnet-1' to satisfy the requested number of"
                        + " instances.",
                "SPOT_PRICE | Your Spot request price of 0.001 is lower than the minimum required Spot request fulfillment"
                        + " price of 0.0031.",
                "SPOT_COUNT | Max spot instance count exceeded",
                "SPOT_ROLE | The provided credentials do not have permission to create the service-linked role for EC2 Spot"
                        + " Instances.",
                "VCPUS | You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance"
                        + " bucket that the specified instance type belongs to.",
                "INSTANCES | You have requested more instances (1) than your current instance limit of 0 allows for the"
                        + " specified instance type.",
            })
    void isKnownByAwssTextInBothFormsOfAHandlersMessage(Shortage expected, String text) {
        assertThat(of(INSTANCE, text)).contains(expected);
        assertThat(of(
                        INSTANCE,
                        "Resource handler returned message: \"" + text + " (Service: Ec2, Status Code: 400, Request ID:"
                                + " 5a1f) (SDK Attempt Count: 1)\" (RequestToken: 0e2b, HandlerErrorCode:"
                                + " GeneralServiceException)"))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WaitCondition received failed message: 'spot interruption: x' for uniqueId: ami-spot-interruption",
                "Received FAILURE signal with UniqueId ami-spot-interruption"
            })
    void anInterruptionIsKnownByTheIdOfTheSignalInBothForms(String reason) {
        assertThat(of("AWS::CloudFormation::WaitCondition", reason)).contains(Shortage.INTERRUPTED);
    }

    @Test
    void anInterruptionThatTheBuilderCouldNotTellIsKnownByTheFunctionsReason() {
        assertThat(of(
                        "Custom::AMI",
                        "Received response status [FAILED] from custom resource. Message returned: EC2 took builder i-1"
                                + " back: Server.SpotInstanceShutdown (RequestId: 5a1f)"))
                .contains(Shortage.INTERRUPTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Custom::AMI | EC2 did: InsufficientInstanceCapacity",
                "AWS::EC2::Instance | The image id '[ami-1]' does not exist",
                "AWS::EC2::Instance | You are not authorized to perform this operation.",
                "AWS::EC2::Volume | We currently do not have sufficient capacity",
                "AWS::CloudFormation::WaitCondition | WaitCondition received failed message: '10-x.sh: We currently do not"
                        + " have sufficient t3.small capacity' for uniqueId: i-1",
            })
    void whatIsNotAboutTheBuildersPlaceIsNoShortage(String type, String reason) {
        assertThat(of(type, reason)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isFoundAgainByItsLetter(Shortage one) {
        assertThat(Shortage.of(one.letter())).contains(one);
    }

    @Test
    void rulesOutWhatWouldFailForTheSameReason() {
        Candidate failed = candidate("t3.small", "a", true);
        Candidate elsewhere = candidate("t3.small", "b", true);
        Candidate onDemand = candidate("t3.small", "a", false);
        Candidate otherType = candidate("m5.large", "a", true);
        for (Shortage one : Shortage.values()) {
            assertThat(one.rulesOut(failed, failed)).isTrue();
        }
        assertThat(Shortage.CAPACITY.rulesOut(failed, elsewhere)).isFalse();
        assertThat(Shortage.CAPACITY.rulesOut(failed, onDemand)).isFalse();
        assertThat(Shortage.UNSUPPORTED.rulesOut(failed, onDemand)).isTrue();
        assertThat(Shortage.UNSUPPORTED.rulesOut(failed, elsewhere)).isFalse();
        assertThat(Shortage.ADDRESSES.rulesOut(failed, otherType)).isTrue();
        assertThat(Shortage.ADDRESSES.rulesOut(failed, elsewhere)).isFalse();
        assertThat(Shortage.SPOT_COUNT.rulesOut(failed, elsewhere)).isTrue();
        assertThat(Shortage.SPOT_COUNT.rulesOut(failed, onDemand)).isFalse();
        assertThat(Shortage.SPOT_ROLE.rulesOut(failed, otherType)).isTrue();
        assertThat(Shortage.SPOT_ROLE.rulesOut(failed, onDemand)).isFalse();
        assertThat(Shortage.INTERRUPTED.rulesOut(failed, otherType)).isTrue();
        assertThat(Shortage.INTERRUPTED.rulesOut(failed, onDemand)).isFalse();
    }

    private static Candidate candidate(String type, String subnet, boolean spot) {
        return new Candidate(type, Optional.of(subnet), Optional.of("zone-" + subnet), spot);
    }

    private static Optional<Shortage> of(String type, String reason) {
        return Shortage.of(StackEvent.of(FakeCloudFormation.event(1, "Builder", type, "CREATE_FAILED", null, reason)));
    }
}
