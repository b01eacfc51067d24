package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.PlacementAdvice;

/** What a bake on a spot instance cannot have, told before AWS is asked. */
final class SpotFit {
    private SpotFit() {}

    static void check(BakeRequest request, Faults faults) {
        if (request.machine().choice().spot().isEmpty()) {
            return;
        }
        if (request.provisioning().platform() == Platform.WINDOWS) {
            faults.add(PlacementAdvice.noSpotWith(
                    "scripts for Windows", "nothing there looks out for the notice that EC2 takes the builder back."));
        }
        request.imaging()
                .functionArn()
                .ifPresent(function -> faults.add(PlacementAdvice.noSpotWith(
                        Parameter.IMAGE_FUNCTION_ARN.path(),
                        "the stack then has no function, and it takes one to cancel the spot request. With a role of yours ("
                                + Parameter.IMAGE_ROLE_ARN.path() + ") instead of a function it has.")));
    }
}
