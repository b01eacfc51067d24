package io.github.amibaker.policy;

import io.github.amibaker.policy.Right.Resource;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BaseImage;
import io.github.amibaker.request.PublishedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The ARNs of what a bake touches.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Service Authorization Reference</a>
 */
final class Arns {
    /** CloudFormation cuts a stack's name in the names it makes up, but never shorter than this. */
    private static final int KEPT = 24;

    private final BakeRequest request;
    private final Scope scope;

    Arns(BakeRequest request, Scope scope) {
        this.request = request;
        this.scope = scope;
    }

    Resource stack() {
        return new Resource(arn("cloudformation", "stack/" + request.stackName() + "/*"));
    }

    /** Something of EC2's that belongs to the account, such as {@code instance/*}. */
    Resource ec2(String what) {
        return new Resource(arn("ec2", what));
    }

    /** Images and snapshots have no account in their ARN. */
    Resource ofNobody(String what) {
        return new Resource("arn:" + scope.partition() + ":ec2:" + scope.region() + "::" + what);
    }

    Resource baseImage() {
        return ofNobody("image/" + (request.baseImage() instanceof BaseImage.ById image ? image.id() : Scope.ANY));
    }

    /** Public parameters have no account in their ARN. */
    Resource parameter(String name) {
        String path = "parameter" + (name.startsWith("/") ? name : "/" + name).replaceFirst(":[0-9]+$", "");
        return path.startsWith("parameter/aws/service/")
                ? new Resource("arn:" + scope.partition() + ":ssm:" + scope.region() + "::" + path)
                : new Resource(arn("ssm", path));
    }

    /** Those in which the publisher has the image; which one is known only when the architecture is. */
    List<Resource> parameters(BaseImage.ByShortName base) {
        return PublishedImage.ARCHITECTURES.stream()
                .filter(base.image()::isFor)
                .filter(one -> base.architecture()
                        .map(one::equals)
                        .orElse(!request.machine().choice().instanceTypes().isEmpty()
                                || one.equals(PublishedImage.ARCHITECTURES.get(0))))
                .map(one -> parameter(base.image().parameter(one)))
                .toList();
    }

    /** A role or instance profile that the template makes. */
    Resource made(String kind, String logicalId) {
        return named(iam(kind + request.roles().rolePath().orElse("/") + prefix()), logicalId);
    }

    /** The function that the template makes. */
    Resource function() {
        return named(arn("lambda", "function:" + prefix()), "ImageFunction");
    }

    /** The function's log group; {@code suffix} is {@code :*} for all but its tags. */
    Resource logGroup(String suffix) {
        return new Resource(arn("logs", "log-group:/ami-bake/" + request.stackName() + suffix));
    }

    /** A key, by its id or ARN; one behind an alias is not known. */
    Resource key(String idOrAlias) {
        if (idOrAlias.contains("alias/")) {
            return new Resource(arn("kms", "key/*"));
        }
        return new Resource(idOrAlias.startsWith("arn:") ? idOrAlias : arn("kms", "key/" + idOrAlias));
    }

    /** What keys see of a call that EC2 makes for somebody. */
    String viaEc2() {
        return "ec2." + scope.region() + (scope.partition().equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com");
    }

    /** The group of the function of whichever stack. */
    Resource anyLogGroup() {
        return new Resource(arn("logs", "log-group:/ami-bake/*"));
    }

    /** The group that Lambda itself makes for a function of the user's. */
    Resource logGroupOf(String functionArn, String suffix) {
        return new Resource(arn("logs", "log-group:/aws/lambda/" + functionArn.split(":", -1)[6] + suffix));
    }

    /** What scripts and files are staged in: the user's bucket, or the one that the template makes. */
    Resource bucket(String path) {
        String s3 = "arn:" + scope.partition() + ":s3:::";
        return request.staging()
                .bucket()
                .map(bucket -> new Resource(
                        s3 + bucket + path.replace("*", objects("*")), s3 + bucket + path.replace("*", objects("x/y"))))
                .orElseGet(() -> {
                    String name = s3 + prefix().toLowerCase(Locale.ROOT);
                    return new Resource(
                            name + "*-stagingbucket-*" + path,
                            name + "-stagingbucket-" + "a".repeat(12) + path.replace("*", objects("x/y")));
                });
    }

    /** Below the prefix, the stack's name and its id. */
    private String objects(String end) {
        return request.staging().prefix() + request.stackName() + "/" + end;
    }

    /** Something of IAM's, which is in no region. */
    String iam(String what) {
        return "arn:" + scope.partition() + ":iam::" + scope.account() + ":" + what;
    }

    /** The instance profile that the user named. */
    Resource instanceProfile(String nameOrArn) {
        return nameOrArn.startsWith("arn:")
                ? new Resource(nameOrArn)
                : new Resource(iam("instance-profile/*" + nameOrArn), iam("instance-profile/" + nameOrArn));
    }

    /** Groups that the user named by id, or any. */
    List<Resource> groups() {
        List<String> ids = request.machine().securityGroupIds();
        return ids.isEmpty() || ids.stream().anyMatch(id -> !id.startsWith("sg-"))
                ? List.of(ec2("security-group/*"))
                : ids.stream().map(id -> ec2("security-group/" + id)).toList();
    }

    /** Subnets that the user named, or any. */
    Stream<Resource> subnets() {
        List<String> ids = request.machine().choice().subnetIds();
        return ids.isEmpty()
                ? Stream.of(ec2("subnet/" + Scope.ANY))
                : ids.stream().map(id -> ec2("subnet/" + id));
    }

    static List<Resource> all(Stream<Resource> some, List<Resource> more) {
        return Stream.concat(some, more.stream()).toList();
    }

    private static Resource named(String prefix, String logicalId) {
        return new Resource(prefix + "*", prefix + "-" + logicalId + "-" + "A".repeat(12));
    }

    private String prefix() {
        String name = request.stackName();
        return name.substring(0, Math.min(KEPT, name.length()));
    }

    private String arn(String service, String what) {
        return "arn:" + scope.partition() + ":" + service + ":" + scope.region() + ":" + scope.account() + ":" + what;
    }
}
