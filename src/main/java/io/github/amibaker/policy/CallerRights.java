package io.github.amibaker.policy;

import io.github.amibaker.policy.Right.Resource;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BakeRequest.Signal;
import io.github.amibaker.request.BaseImage;
import java.util.ArrayList;
import java.util.List;

/** What the caller of the goals does itself, a method for each feature. What CloudFormation does is apart. */
public final class CallerRights {
    private static final String OF_STACK = "aws:ResourceTag/ami:stack-name";

    private final BakeRequest request;
    private final Arns arns;
    private final List<Right> rights = new ArrayList<>();

    private CallerRights(BakeRequest request, Scope scope) {
        this.request = request;
        this.arns = new Arns(request, scope);
    }

    /**
     * The rights that this configuration needs.
     *
     * @param deregister whether images may be removed too
     */
    public static List<Right> of(BakeRequest request, Scope scope, boolean deregister) {
        CallerRights caller = new CallerRights(request, scope);
        caller.stack();
        caller.overdue();
        caller.look();
        caller.baseImage();
        caller.machine();
        if (request.machine().choice().spot().isPresent()) {
            caller.lookOut();
        }
        caller.simulate();
        if (request.staging().needed()) {
            caller.stage();
        }
        request.template().file().ifPresent(own -> caller.tagImages());
        if (deregister) {
            caller.removeImages();
        }
        return List.copyOf(caller.rights);
    }

    private void stack() {
        rights.add(Right.of(
                "Stack",
                List.of(
                        "cloudformation:CreateStack",
                        "cloudformation:DeleteStack",
                        "cloudformation:DescribeStackEvents",
                        "cloudformation:DescribeStacks"),
                arns.stack()));
        rights.add(Right.of("StackTags", List.of("cloudformation:TagResource"), arns.stack())
                .when("cloudformation:CreateAction", "CreateStack")
                .optional());
        request.roles()
                .roleArn()
                .ifPresent(role -> rights.add(Right.of("ServiceRole", List.of("iam:PassRole"), new Resource(role))
                        .when("iam:PassedToService", "cloudformation.amazonaws.com")));
    }

    /** All stacks, for those whose deadline has passed; DescribeStacks asks for both then. */
    private void overdue() {
        rights.add(Right.of(
                        "StacksWhoseTimeIsOver",
                        List.of("cloudformation:DescribeStacks", "cloudformation:ListStacks"),
                        Resource.ANY)
                .optional());
    }

    private void look() {
        rights.add(Right.of("Look", List.of("ec2:DescribeImages"), Resource.ANY));
        List<String> comfort = new ArrayList<>(
                List.of("cloudformation:ValidateTemplate", "ec2:DescribeInstanceTypes", "ec2:DescribeSnapshots"));
        if (request.machine().choice().namesSubnets()) {
            comfort.add("ec2:DescribeInstanceTypeOfferings");
        }
        rights.add(Right.of("LookCloser", List.copyOf(comfort), Resource.ANY).optional());
        rights.add(Right.of("Console", List.of("ec2:GetConsoleOutput"), arns.ec2("instance/*"))
                .when(OF_STACK, request.stackName())
                .optional());
    }

    private void baseImage() {
        if (request.baseImage() instanceof BaseImage.ByParameter parameter) {
            rights.add(Right.of("BaseImage", List.of("ssm:GetParameter"), arns.parameter(parameter.name())));
        }
        if (request.baseImage() instanceof BaseImage.ByShortName shortName) {
            rights.add(Right.of("BaseImage", List.of("ssm:GetParameter"), arns.parameters(shortName)));
        }
    }

    private void machine() {
        List<String> network = new ArrayList<>();
        boolean groups = !request.machine().securityGroupIds().isEmpty();
        if (groups) {
            network.add("ec2:DescribeSecurityGroups");
        }
        if (request.machine().choice().namesSubnets()) {
            network.add("ec2:DescribeSubnets");
        } else if (groups || request.template().file().isEmpty()) {
            network.add("ec2:DescribeVpcs");
        }
        if (!network.isEmpty()) {
            rights.add(Right.of("Network", List.copyOf(network), Resource.ANY));
        }
        request.machine()
                .instanceProfile()
                .ifPresent(profile -> rights.add(
                        Right.of("InstanceProfile", List.of("iam:GetInstanceProfile"), arns.instanceProfile(profile))
                                .optional()));
    }

    /** For what a builder on spot could not tell: that EC2 took it back. A handle is told without any right. */
    private void lookOut() {
        rights.add(Right.of("LookForInterruptions", List.of("ec2:DescribeSpotInstanceRequests"), Resource.ANY)
                .optional());
        if (request.signal() == Signal.RESOURCE) {
            rights.add(Right.of("TellInterruptions", List.of("cloudformation:SignalResource"), arns.stack())
                    .optional());
        }
    }

    /** The address that the builder fetches from is signed with the caller's rights. */
    private void stage() {
        rights.add(Right.of(
                "Stage", List.of("s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"), arns.bucket("/*")));
        request.staging()
                .bucket()
                .ifPresent(bucket -> rights.add(Right.of("FindBucket", List.of("s3:ListBucket"), arns.bucket(""))
                        .optional()));
    }

    /** Of the caller, whoever that is, and of the service role. */
    private void simulate() {
        rights.add(Right.of(
                        "SimulateRights",
                        List.of("iam:SimulatePrincipalPolicy"),
                        new Resource(arns.iam("role/*")),
                        new Resource(arns.iam("user/*")))
                .optional());
        rights.add(Right.of("FindOwnRole", List.of("iam:GetRole"), new Resource(arns.iam("role/*")))
                .optional());
    }

    /** The built-in template's function tags what it makes; what a template of the user's own makes, the caller tags. */
    private void tagImages() {
        rights.add(Right.of(
                "TagImages", List.of("ec2:CreateTags"), arns.ofNobody("image/*"), arns.ofNobody("snapshot/*")));
    }

    private void removeImages() {
        rights.add(Right.of("RemoveImages", List.of("ec2:DeregisterImage"), arns.ofNobody("image/*"))
                .when(OF_STACK, request.stackName()));
        rights.add(Right.of("RemoveSnapshots", List.of("ec2:DeleteSnapshot"), arns.ofNobody("snapshot/*"))
                .when(OF_STACK, request.stackName()));
    }
}
