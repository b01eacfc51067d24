package io.github.amibaker.policy;

import io.github.amibaker.policy.Right.Resource;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.Imaging;
import java.util.ArrayList;
import java.util.List;

/**
 * What the function that makes the image does, for a role or a function that the user brings. Other than the role in the
 * stack it serves many stacks, so it is bound to the tags that all of them have, not to one stack.
 */
public final class ImageRights {
    private static final String OF_A_STACK = "aws:ResourceTag/ami:stack-name";

    private ImageRights() {}

    /** The rights that this configuration needs. */
    public static List<Right> of(BakeRequest request, Scope scope) {
        Arns arns = new Arns(request, scope);
        Imaging imaging = request.imaging();
        Resource image = arns.ofNobody("image/*");
        Resource snapshot = arns.ofNobody("snapshot/*");
        Resource instance = arns.ec2("instance/*");
        List<Right> rights = new ArrayList<>(List.of(
                Right.of("Look", List.of("ec2:DescribeImages", "ec2:DescribeInstances"), Resource.ANY),
                Right.of("StopTheBuilder", List.of("ec2:StopInstances"), instance)
                        .when(OF_A_STACK, Scope.ANY),
                Right.of("ImageTheBuilder", List.of("ec2:CreateImage"), instance)
                        .when(OF_A_STACK, Scope.ANY),
                Right.of("MakeTheImage", List.of("ec2:CreateImage"), image, snapshot),
                Right.of("TagWhatItMakes", List.of("ec2:CreateTags"), image, snapshot)
                        .when("ec2:CreateAction", "CreateImage"),
                Right.of(
                                "RemoveWhatItMadeInVain",
                                List.of("ec2:DeregisterImage", "ec2:DeleteSnapshot"),
                                image,
                                snapshot)
                        .when(OF_A_STACK, Scope.ANY)));
        if (imaging.attributes().imdsV2()) {
            rights.add(Right.of("SetImdsSupport", List.of("ec2:ModifyImageAttribute"), image)
                    .when(OF_A_STACK, Scope.ANY));
        }
        if (imaging.attributes().deprecateAfter().isPresent()) {
            rights.add(Right.of("Deprecate", List.of("ec2:EnableImageDeprecation"), image)
                    .when(OF_A_STACK, Scope.ANY));
        }
        if (request.machine().choice().spot().isPresent()) {
            rights.addAll(ofSpot(arns));
        }
        List<String> write = List.of("logs:CreateLogStream", "logs:PutLogEvents");
        if (imaging.ownsFunction()) {
            rights.add(Right.of("WriteItsLog", write, arns.anyLogGroup()));
        } else {
            String function = imaging.functionArn().orElseThrow();
            rights.add(Right.of("WriteItsLog", write, arns.logGroupOf(function, ":*")));
            rights.add(Right.of("MakeItsLog", List.of("logs:CreateLogGroup"), arns.logGroupOf(function, ":*")));
        }
        return List.copyOf(rights);
    }

    /** The function that ends spot requests has the same role. What they launched anew carries no tag. */
    private static List<Right> ofSpot(Arns arns) {
        Resource requests = arns.ec2("spot-instances-request/*");
        return List.of(
                Right.of("LookForSpotRequests", List.of("ec2:DescribeSpotInstanceRequests"), Resource.ANY),
                Right.of("CancelSpotRequests", List.of("ec2:CancelSpotInstanceRequests"), requests)
                        .when("aws:ResourceTag/ami:stack-id", Scope.ANY),
                Right.of("TagSpotRequests", List.of("ec2:CreateTags"), requests)
                        .when("aws:RequestTag/ami:stack-id", Scope.ANY),
                Right.of("EndWhatTheyLaunched", List.of("ec2:TerminateInstances"), arns.ec2("instance/*"))
                        .when("ec2:InstanceMarketType", "spot"));
    }
}
