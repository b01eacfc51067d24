package io.github.amibaker.request;

import static io.github.amibaker.advice.Parameter.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.pom.BaseImageParameter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFaultsTest {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG";

    @TempDir
    Path folder;

    static Stream<Arguments> wrongParameters() {
        return Stream.of(
                one("no base image", BASE_IMAGE, "No base image", p -> p.baseImage = null),
                one("blank base image", BASE_IMAGE, "No base image", p -> p.baseImage = " "),
                text(BASE_IMAGE, "ami-xyz", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ami-0123456", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ami-0123456789", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ami-0123456789ABCDEF0", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "debian-11", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "al2023-i386", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "AL2023", (p, v) -> p.baseImage = v),
                one("Windows on Arm", BASE_IMAGE, "no windows-2025 for arm64", p -> p.baseImage = "windows-2025-arm64"),
                text(BASE_IMAGE, "project:web", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "project:com.acme:web:1:war", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "project:com.acme:*", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "project:com.acme:web", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "project:com.acme:web:1.0-SNAPSHOT", (p, v) -> p.baseImage = v),
                filter("without owners", "no owners", f -> f.owners = List.of()),
                filter("of a stranger", "\"canonical\"", f -> f.owners = List.of("amazon", "canonical")),
                filter("of nobody", "nothing", f -> f.owners = Collections.singletonList(null)),
                filter("of anything", "neither name nor tags", f -> f.name = null),
                filter("without a name", "\" \"", f -> f.name = " "),
                filter("of two lines", "\"a\\u000ab\"", f -> f.name = "a\nb"),
                filter("on a floppy", "\"floppy\"", f -> f.rootDeviceType = "floppy"),
                filter("of no virtualization", "\"xen\"", f -> f.virtualizationType = "xen"),
                filter("of no architecture", "\"amd64\"", f -> f.architecture = "amd64"),
                filter("with a tag of nothing", "\"\" as tags", f -> f.tags = Map.of("", "x")),
                text(ARCHITECTURE, "aarch64", (p, v) -> p.architecture = v),
                text(ARCHITECTURE, "", (p, v) -> p.architecture = v),
                one("two architectures", ARCHITECTURE, "\"x86_64\"", p -> {
                    p.baseImage = "al2023-arm64";
                    p.architecture = "x86_64";
                }),
                one("two architectures of a filter", ARCHITECTURE, "\"x86_64\"", p -> {
                    p.baseImage = null;
                    p.baseImageFilter = filter();
                    p.baseImageFilter.architecture = "arm64";
                    p.architecture = "x86_64";
                }),
                text(BASE_LOCK, "", (p, v) -> p.baseLock = v),
                one("a lock that is a folder", BASE_LOCK, "it is a folder", p -> p.baseLock = "src/main/ami"),
                text(BASE_IMAGE, "ssm:", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ssm:/with space", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ssm:relative/path", (p, v) -> p.baseImage = v),
                text(BASE_IMAGE, "ssm:/ends/", (p, v) -> p.baseImage = v),
                file("no source", "has no source", f -> f.source = null),
                file("source that is not there", "is not there", f -> f.source = "src/nowhere"),
                file("no target", "does not say where", f -> f.target = null),
                file("relative target", "\"etc/x\" is not absolute", f -> f.target = "etc/x"),
                file("target outside", "\"/etc/../x\" holds . or ..", f -> f.target = "/etc/../x"),
                file("target with a newline", "holds a control character", f -> f.target = "/etc/a\nb"),
                file("target with two slashes", "two slashes in a row", f -> f.target = "/etc//x"),
                file("target of the kernel", "is the kernel's", f -> f.target = "/proc/x"),
                file("long target", "longer than a file system takes", f -> f.target = "/" + "a".repeat(256)),
                file("wrong mode", "\"rwx\" is not octal", f -> f.mode = "rwx"),
                file("mode beyond octal", "\"0888\" is not octal", f -> f.mode = "0888"),
                file("owner and group in one", "\"app:app\" is neither", f -> f.owner = "app:app"),
                file("empty group", "\"\" is neither", f -> f.group = ""),
                staging("unknown word", "\"perhaps\"", s -> s.when = "perhaps"),
                staging("bucket with capitals", "\"Mine\" is not legal", s -> s.bucket = "Mine"),
                staging("bucket like an address", "\"10.0.0.1\" is not legal", s -> s.bucket = "10.0.0.1"),
                staging("short bucket", "\"ab\" is not legal", s -> s.bucket = "ab"),
                staging("prefix alone", "\"x/\" is given without a bucket", s -> s.prefix = "x/"),
                staging("absolute prefix", "\"/x\" cannot be used", s -> {
                    s.bucket = "mine";
                    s.prefix = "/x";
                }),
                artifact("no target for the artifact", "does not say where", a -> a.owner = "app"),
                artifact("relative target for the artifact", "is not absolute", a -> a.target = "app.jar"),
                artifact("a folder for the artifact", "names a folder", a -> a.target = "/opt/"),
                artifact("wrong mode for the artifact", "is not octal", a -> {
                    a.target = "/opt/app.jar";
                    a.mode = "7";
                }),
                artifact("no artifact yet", "is made in the phase package", a -> {
                    a.target = "/opt/app.jar";
                    a.classifier = "none";
                }),
                text(STACK_NAME, "", (p, v) -> p.stackName = v),
                text(STACK_NAME, "  ", (p, v) -> p.stackName = v),
                text(STACK_NAME, "1st", (p, v) -> p.stackName = v),
                text(STACK_NAME, "a_b", (p, v) -> p.stackName = v),
                one("long stack name", STACK_NAME, "(129 characters)", p -> p.stackName = "a".repeat(129)),
                text(IMAGE_NAME, "", (p, v) -> p.imageName = v),
                text(IMAGE_NAME, "     ", (p, v) -> p.imageName = v),
                text(IMAGE_NAME, "ab", (p, v) -> p.imageName = v),
                text(IMAGE_NAME, "name:tag", (p, v) -> p.imageName = v),
                text(IMAGE_NAME, "이미지", (p, v) -> p.imageName = v),
                one("long image name", IMAGE_NAME, "(129 characters)", p -> p.imageName = "a".repeat(129)),
                text(PROVISION_TIMEOUT, "", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "soon", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "30", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "30 m", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "30m1h", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "PT1.5S", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "0s", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "-5m", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "PT-5M", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "12h1s", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "P1D", (p, v) -> p.provisionTimeout = v),
                text(PROVISION_TIMEOUT, "99999999999h", (p, v) -> p.provisionTimeout = v),
                text(TIMEOUT, "", (p, v) -> p.timeout = v),
                text(TIMEOUT, "later", (p, v) -> p.timeout = v),
                text(TIMEOUT, "45", (p, v) -> p.timeout = v),
                text(TIMEOUT, "PT1.5S", (p, v) -> p.timeout = v),
                text(TIMEOUT, "0s", (p, v) -> p.timeout = v),
                text(TIMEOUT, "-5m", (p, v) -> p.timeout = v),
                text(TIMEOUT, "PT-0.5S", (p, v) -> p.timeout = v),
                text(DEADLINE, "", (p, v) -> p.deadline = v),
                text(DEADLINE, "tomorrow", (p, v) -> p.deadline = v),
                text(DEADLINE, "24", (p, v) -> p.deadline = v),
                text(DEADLINE, "PT1.5S", (p, v) -> p.deadline = v),
                text(DEADLINE, "0s", (p, v) -> p.deadline = v),
                text(DEADLINE, "-24h", (p, v) -> p.deadline = v),
                text(DEADLINE, "P367D", (p, v) -> p.deadline = v),
                text(DEADLINE, "29m59s", (p, v) -> p.deadline = v),
                one("deadline before the end", DEADLINE, "-Dami.provisionTimeout", p -> {
                    p.deadline = "1h";
                    p.provisionTimeout = "2h";
                }),
                text(SIGNAL, "curl", (p, v) -> p.signal = v),
                text(SIGNAL, "Handle", (p, v) -> p.signal = v),
                text(TEARDOWN, "never", (p, v) -> p.teardown = v),
                text(ON_FAILURE, "", (p, v) -> p.onFailure = v),
                text(REGION, "Seoul", (p, v) -> p.region = v),
                text(REGION, "eu-central-1a", (p, v) -> p.region = v),
                text(PROFILE, " ", (p, v) -> p.profile = v),
                text(ENDPOINT, "localhost:4566", (p, v) -> p.endpoint = v),
                text(ENDPOINT, "http://", (p, v) -> p.endpoint = v),
                text(ENDPOINT, "ftp://127.0.0.1", (p, v) -> p.endpoint = v),
                text(ENDPOINT, "http://a b", (p, v) -> p.endpoint = v),
                text(ENDPOINT, "http://a:99999", (p, v) -> p.endpoint = v),
                role("the ARN of a user", "user/kim", r -> r.roleArn = "arn:aws:iam::123456789012:user/kim"),
                role("no role", "No role is named", r -> r.roleArn = null),
                role("external id of one letter", "\"a\"", r -> r.externalId = "a"),
                role("external id with a space", "\"a b\"", r -> r.externalId = "a b"),
                role("session name with a slash", "\"ci/1\"", r -> r.sessionName = "ci/1"),
                role("long session name", "\"" + "a".repeat(65) + "\"", r -> r.sessionName = "a".repeat(65)),
                role("no length of time", "\"soon\"", r -> r.duration = "soon"),
                role("short session", "\"14m59s\"", r -> r.duration = "14m59s"),
                role("long session", "\"12h1s\"", r -> r.duration = "12h1s"),
                role("no device", "\"kim's phone\"", r -> r.mfaSerial = "kim's phone"),
                text(ALLOWED_ACCOUNTS, "1234-5678-9012", (p, v) -> p.allowedAccounts = List.of(v)),
                text(ALLOWED_ACCOUNTS, "production", (p, v) -> p.allowedAccounts = List.of("123456789012", v)),
                one(
                        "unknown server",
                        SERVER_ID,
                        "\"image\"",
                        p -> p.server = new ServerEntry("image", false, List.of("images"), null, null, null, false)),
                one(
                        "no server at all",
                        SERVER_ID,
                        "\"image\"",
                        p -> p.server = new ServerEntry("image", false, List.of(), null, null, null, false)),
                one("server without key", SERVER_ID, "no user name", p -> p.server = server(null, SECRET, false)),
                one("server of a person", SERVER_ID, "\"kim@acme\"", p -> p.server = server("kim@acme", SECRET, false)),
                one("server without secret", SERVER_ID, "no password", p -> p.server = server("AKIA", null, false)),
                one("server with blank secret", SERVER_ID, "no password", p -> p.server = server("AKIA", " ", false)),
                one("server undecrypted", SERVER_ID, "decrypt", p -> p.server = server("AKIA", SECRET, true)),
                one("server and profile", SERVER_ID, "\"images\"", p -> {
                    p.server = server("AKIA", SECRET, false);
                    p.profile = "team";
                }),
                one("no type of volume", ROOT_VOLUME, "\"floppy\"", p -> p.rootVolume = volume(v -> v.type = "floppy")),
                one("no size", ROOT_VOLUME, "\"big\"", p -> p.rootVolume = volume(v -> v.size = "big")),
                one("size of none", ROOT_VOLUME, "\"0\"", p -> p.rootVolume = volume(v -> v.size = "0")),
                one(
                        "iops of gp2",
                        ROOT_VOLUME,
                        "\"3000\"",
                        p -> p.rootVolume = volume(v -> {
                            v.type = "gp2";
                            v.iops = "3000";
                        })),
                one(
                        "throughput of nothing",
                        ROOT_VOLUME,
                        "\"250\"",
                        p -> p.rootVolume = volume(v -> v.throughput = "250")),
                text(BUILDER_PROXY, "proxy:3128", (p, v) -> proxy(p).http = v),
                text(BUILDER_PROXY, "socks5://proxy:1080", (p, v) -> proxy(p).https = v),
                text(BUILDER_PROXY, "http://proxy:3128/x?y", (p, v) -> proxy(p).http = v),
                one(
                        "proxy with a password",
                        BUILDER_PROXY,
                        "credentials",
                        p -> proxy(p).http = "http://kim:" + SECRET + "@proxy:3128"),
                one("proxy without an address", BUILDER_PROXY, "neither", p -> proxy(p).noProxy = "localhost"),
                text(BUILDER_PROXY, "a b", (p, v) -> {
                    proxy(p).http = "http://proxy:3128";
                    p.egress.proxy.noProxy = v;
                }),
                one(
                        "no such certificate",
                        CA_CERTIFICATES,
                        "/nowhere.pem\"",
                        p -> p.egress.caCertificates = List.of(Path.of("nowhere.pem"))),
                text(VOLUMES, "/dev/sd", (p, v) -> volume(p, "device", v)),
                text(VOLUMES, "sdf", (p, v) -> volume(p, "device", v)),
                text(VOLUMES, "big", (p, v) -> volume(p, "size", v)),
                text(VOLUMES, "100000", (p, v) -> volume(p, "size", v)),
                text(VOLUMES, "gp4", (p, v) -> volume(p, "type", v)),
                text(VOLUMES, "250", (p, v) -> volume(p, "throughput", v)),
                text(VOLUMES, "maybe", (p, v) -> volume(p, "inImage", v)),
                text(VOLUMES, "maybe", (p, v) -> volume(p, "encrypted", v)),
                text(VOLUMES, "my key", (p, v) -> volume(p, "kmsKeyId", v)),
                one("volume without a device", VOLUMES, "nothing", p -> volume(p, "device", null)),
                one("cold volume too small", VOLUMES, "\"100\"", p -> {
                    volume(p, "size", "100");
                    p.imaging.volumes.get(0).type = "sc1";
                }),
                one("device named twice", VOLUMES, "\"/dev/sdf\"", p -> {
                    volume(p, "size", "1");
                    p.imaging.volumes = List.of(p.imaging.volumes.get(0), p.imaging.volumes.get(0));
                }),
                one("key of a plain volume", VOLUMES, "\"alias/a\"", p -> {
                    volume(p, "kmsKeyId", "alias/a");
                    p.imaging.volumes.get(0).encrypted = "false";
                }),
                text(ENCRYPTED, "yes", (p, v) -> p.imaging.encrypted = v),
                text(KMS_KEY_ID, "images", (p, v) -> p.imaging.kmsKeyId = v),
                text(KMS_KEY_ID, "arn:aws:kms:eu-west-1:1:key/x", (p, v) -> p.imaging.kmsKeyId = v),
                one("key and no encryption", KMS_KEY_ID, "\"alias/a\"", p -> {
                    p.imaging.kmsKeyId = "alias/a";
                    p.imaging.encrypted = "false";
                }),
                text(IMAGE_ATTRIBUTES, "v1.0", (p, v) -> attributes(p).imdsSupport = v),
                text(IMAGE_ATTRIBUTES, "größe", (p, v) -> attributes(p).description = v),
                one(
                        "long description",
                        IMAGE_ATTRIBUTES,
                        "(256 characters)",
                        p -> attributes(p).description = "x".repeat(256)),
                text(IMAGE_ATTRIBUTES, "soon", (p, v) -> attributes(p).deprecateAfter = v),
                text(IMAGE_ATTRIBUTES, "59m", (p, v) -> attributes(p).deprecateAfter = v),
                text(IMAGE_ATTRIBUTES, "P3651D", (p, v) -> attributes(p).deprecateAfter = v),
                text(IMAGE_ATTRIBUTES, "bios", (p, v) -> attributes(p).bootMode = v),
                text(IMAGE_ATTRIBUTES, "v1.2", (p, v) -> attributes(p).tpmSupport = v),
                text(IMAGE_ATTRIBUTES, "yes", (p, v) -> attributes(p).enaSupport = v),
                text(IMAGE_ROLE_ARN, "imager", (p, v) -> p.imaging.roleArn = v),
                one("role of a function that has one", IMAGE_ROLE_ARN, ":function:f\"", p -> {
                    p.imaging.roleArn = "arn:aws:iam::111122223333:role/r";
                    p.imaging.functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:f";
                }),
                text(IMAGE_FUNCTION_ARN, "imager", (p, v) -> p.imaging.functionArn = v),
                text(IMAGE_FUNCTION_ARN, "arn:aws:sns:eu-west-1:111122223333:f", (p, v) -> p.imaging.functionArn = v),
                text(INSTANCE_TYPE, "small", (p, v) -> p.instanceType = v),
                text(INSTANCE_TYPE, "t3.", (p, v) -> p.instanceType = v),
                text(SUBNET_ID, "subnet-1", (p, v) -> p.subnetId = v),
                text(SUBNET_ID, "vpc-01234567", (p, v) -> p.subnetId = v),
                one("unknown type in a list", INSTANCE_TYPE, "\"small\"", p -> p.instanceType = "t3.small,small"),
                one("list that ends with a comma", INSTANCE_TYPE, "\"\"", p -> p.instanceType = "t3.small,"),
                one("type named twice", INSTANCE_TYPE, "\"t3.small\"", p -> p.instanceType = "t3.small, t3.small"),
                one("wrong subnet in a list", SUBNET_ID, "\"x\"", p -> p.subnetId = "subnet-01234567,x"),
                one(
                        "subnet named twice",
                        SUBNET_ID,
                        "subnet-01234567",
                        p -> p.subnetId = "subnet-01234567,subnet-01234567"),
                one(
                        "33 candidates",
                        INSTANCE_TYPE,
                        "33 places",
                        p -> p.instanceType = IntStream.range(0, 33)
                                .mapToObj(i -> "t" + i + ".small")
                                .collect(Collectors.joining(","))),
                one(
                        "filter without anything",
                        SUBNET_FILTER,
                        "nothing",
                        p -> p.subnetFilter = filter(f -> f.tags = Map.of())),
                one(
                        "filter with a blank name",
                        SUBNET_FILTER,
                        "\" \"",
                        p -> p.subnetFilter = filter(f -> f.name = " ")),
                text(SUBNET_FILTER, "vpc-1", (p, v) -> p.subnetFilter = filter(f -> f.vpcId = v)),
                text(SUBNET_FILTER, "eu-west-1", (p, v) -> p.subnetFilter = filter(f -> f.zone = v)),
                one("subnet and filter", SUBNET_FILTER, "subnet-01234567", p -> {
                    p.subnetId = "subnet-01234567";
                    p.subnetFilter = filter(f -> f.name = "private");
                }),
                text(SECURITY_GROUP_IDS, "sg-1", (p, v) -> p.securityGroupIds = List.of(v)),
                text(SECURITY_GROUP_IDS, "straße", (p, v) -> p.securityGroupIds = List.of(v)),
                one(
                        "empty group",
                        SECURITY_GROUP_IDS,
                        "nothing",
                        p -> p.securityGroupIds = Collections.singletonList(null)),
                one(
                        "group named twice",
                        SECURITY_GROUP_IDS,
                        "sg-01234567",
                        p -> p.securityGroupIds = List.of("sg-01234567", "sg-01234567")),
                one(
                        "17 groups",
                        SECURITY_GROUP_IDS,
                        "17 security groups",
                        p -> p.securityGroupIds = IntStream.range(0, 17)
                                .mapToObj(i -> "sg-%08x".formatted(i))
                                .toList()),
                text(INSTANCE_PROFILE, "with space", (p, v) -> p.instanceProfile = v),
                text(INSTANCE_PROFILE, "arn:aws:iam::1:instance-profile/x", (p, v) -> p.instanceProfile = v),
                text(ROLE_ARN, "deployer", (p, v) -> p.roleArn = v),
                text(ROLE_ARN, "arn:aws:iam::111122223333:user/kim", (p, v) -> p.roleArn = v),
                text(PERMISSIONS_BOUNDARY, "arn:aws:iam::111122223333:role/x", (p, v) -> p.permissionsBoundary = v),
                text(ROLE_PATH, "builds", (p, v) -> p.rolePath = v),
                text(ROLE_PATH, "/builds", (p, v) -> p.rolePath = v),
                text(ROLE_PATH, "/two words/", (p, v) -> p.rolePath = v),
                text(TAGS, "aws:x", (p, v) -> p.tags = Map.of(v, "1")),
                text(TAGS, "AMI:x", (p, v) -> p.tags = Map.of(v, "1")),
                text(TAGS, "what?", (p, v) -> p.tags = Map.of(v, "1")),
                text(TAGS, "say \"x\"", (p, v) -> p.tags = Map.of("key", v)),
                one("long tag key", TAGS, "(129 characters)", p -> p.tags = Map.of("k".repeat(129), "")),
                one("long tag value", TAGS, "(257 characters)", p -> p.tags = Map.of("k", "v".repeat(257))),
                one("empty tag key", TAGS, "\"\"", p -> p.tags = Map.of("", "v")),
                one(
                        "41 tags",
                        TAGS,
                        "41 tags",
                        p -> p.tags = IntStream.range(0, 41).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"))),
                text(ENVIRONMENT, "1ST", (p, v) -> p.environment = Map.of(v, "")),
                text(ENVIRONMENT, "A-B", (p, v) -> p.environment = Map.of(v, "")),
                text(ENVIRONMENT, "", (p, v) -> p.environment = Map.of(v, "")),
                text(ENVIRONMENT, "AMI_REGION", (p, v) -> p.environment = Map.of(v, "")),
                text(ENVIRONMENT, "UID", (p, v) -> p.environment = Map.of(v, "0")),
                text(ENVIRONMENT, "EUID", (p, v) -> p.environment = Map.of(v, "0")),
                text(ENVIRONMENT, "PPID", (p, v) -> p.environment = Map.of(v, "1")),
                text(ENVIRONMENT, "SHELLOPTS", (p, v) -> p.environment = Map.of(v, "x")),
                text(ENVIRONMENT, "BASHOPTS", (p, v) -> p.environment = Map.of(v, "x")),
                text(ENVIRONMENT, "BASH_VERSINFO", (p, v) -> p.environment = Map.of(v, "5")),
                one("NUL", ENVIRONMENT, "a\\u0000b", p -> p.environment = Map.of("NAME", "a\0b")),
                text(ENVIRONMENT, "ssm-secure:", (p, v) -> p.environment = Map.of("NAME", v)),
                text(ENVIRONMENT, "ssm-secure:name", (p, v) -> p.environment = Map.of("NAME", v)),
                text(ENVIRONMENT, "ssm-secure:/a//b", (p, v) -> p.environment = Map.of("NAME", v)),
                text(ENVIRONMENT, "ssm-secure:/a*", (p, v) -> p.environment = Map.of("NAME", v)),
                text(ENVIRONMENT, "secretsmanager:", (p, v) -> p.environment = Map.of("NAME", v)),
                text(ENVIRONMENT, "secretsmanager:a b", (p, v) -> p.environment = Map.of("NAME", v)),
                text(
                        ENVIRONMENT,
                        "secretsmanager:arn:aws:secretsmanager:eu-west-1:1:secret:x",
                        (p, v) -> p.environment = Map.of("NAME", v)),
                one(
                        "no script",
                        PROVISION,
                        "Script 2 of the list: names no script",
                        p -> p.provision = List.of(script(s -> s.bare = "10-hello.sh"), new BakeParameters.Script())),
                one(
                        "an empty element",
                        PROVISION,
                        "names no script",
                        p -> p.provision = Collections.singletonList(null)),
                one(
                        "two scripts in one",
                        PROVISION,
                        "more than one script",
                        script("10-hello.sh", s -> s.inline = "x")),
                one(
                        "no such file",
                        PROVISION,
                        "\"20-none.sh\"",
                        p -> p.provision = List.of(script(s -> s.bare = "20-none.sh"))),
                one("a folder", PROVISION, "a folder", p -> p.provision = List.of(script(s -> s.file = "src/main"))),
                one(
                        "not ready-made",
                        PROVISION,
                        "\"ssm\"",
                        p -> p.provision = List.of(script(s -> s.readyMade = "ssm"))),
                one(
                        "nothing inline",
                        PROVISION,
                        "is empty",
                        p -> p.provision = List.of(script(s -> s.inline = " \n "))),
                one(
                        "no interpreter",
                        PROVISION,
                        "\"#!bash\"",
                        p -> p.provision = List.of(script(s -> s.inline = "#!bash\n"))),
                one("a path as name", PROVISION, "\"a/b\"", script("10-hello.sh", s -> s.name = "a/b")),
                one("blank interpreter", PROVISION, "\" \"", script("10-hello.sh", s -> s.interpreter = " ")),
                one("interpreter as a line", PROVISION, "\"#!/x\"", script("10-hello.sh", s -> s.interpreter = "#!/x")),
                one("no time", PROVISION, "\"soon\" as its <timeout>", script("10-hello.sh", s -> s.timeout = "soon")),
                one("no time at all", PROVISION, "\"0s\"", script("10-hello.sh", s -> s.timeout = "0s")),
                one("too much time", PROVISION, "\"13h\"", script("10-hello.sh", s -> s.timeout = "13h")),
                one("no number", PROVISION, "\"twice\"", script("10-hello.sh", s -> s.retries = "twice")),
                one("too many retries", PROVISION, "\"101\"", script("10-hello.sh", s -> s.retries = "101")),
                one("negative pause", PROVISION, "\"-1s\"", script("10-hello.sh", s -> s.retryPause = "-1s")),
                one("long pause", PROVISION, "\"2h\"", script("10-hello.sh", s -> s.retryPause = "2h")),
                one("maybe", PROVISION, "\"maybe\"", script("10-hello.sh", s -> s.expectReboot = "maybe")),
                one("variable", PROVISION, "\"A-B\"", script("10-hello.sh", s -> s.environment = Map.of("A-B", ""))),
                one(
                        "variable of ours",
                        PROVISION,
                        "\"AMI_X\"",
                        script("10-hello.sh", s -> s.environment = Map.of("AMI_X", ""))),
                one(
                        "no secret",
                        PROVISION,
                        "\"ssm-secure:a\"",
                        script("10-hello.sh", s -> s.environment = Map.of("A", "ssm-secure:a"))),
                one(
                        "two of one name",
                        PROVISION,
                        "\"10-hello.sh\"",
                        p -> p.provision = List.of(script(s -> s.bare = "10-hello.sh"), script(s -> {
                            s.inline = "x";
                            s.name = "10-hello.sh";
                        }))),
                text(TEMPLATE_VARIABLES, "ami", (p, v) -> p.templateVariables = Map.of(v, "")),
                text(TEMPLATE_VARIABLES, "json", (p, v) -> p.templateVariables = Map.of(v, "")),
                text(TEMPLATE_VARIABLES, "a-b", (p, v) -> p.templateVariables = Map.of(v, "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongParameters")
    void isRefusedWithItsValueItsElementItsPropertyAndWhatToRun(
            String name, Parameter parameter, String shown, Consumer<BakeParameters> spoil) {
        Project project = new Project(folder);
        spoil.accept(project.parameters);
        project.read();
        assertThat(project.faults.list()).singleElement().satisfies(fault -> {
            assertThat(fault.parameter()).isEqualTo(parameter);
            assertThat(fault.what()).contains(shown);
            assertThat(fault.text()).contains(parameter.path(), parameter.property(), "mvn ami:bake");
            assertThat(fault.text()).doesNotContain(SECRET);
        });
    }

    @Test
    void theTableHasAtLeastSixtyRowsAndEveryParameterThatCanBeWrongInItself() {
        assertThat(wrongParameters()).hasSizeGreaterThan(60);
        Set<Parameter> inTheTable = wrongParameters()
                .map(row -> (Parameter) row.get()[1])
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Parameter.class)));
        assertThat(EnumSet.complementOf(EnumSet.copyOf(inTheTable)))
                .as("switches; files, folders and images, which tests of their own hold")
                .isSubsetOf(
                        ASSOCIATE_PUBLIC_IP,
                        SIMULATE_RIGHTS,
                        KEEP_CA_CERTIFICATES,
                        FORCE,
                        EXPLAIN,
                        SKIP,
                        IMAGES,
                        ORPHANS,
                        PROVISION_DIRECTORY,
                        FILES_DIRECTORY,
                        TEMPLATE,
                        PROPERTIES_FILE,
                        MANIFEST_FILE);
    }

    @Test
    void allOfOneRunAreReportedTogether() {
        Project project = new Project(folder);
        project.parameters.baseImage = "nonsense";
        project.parameters.provisionTimeout = "never";
        project.parameters.signal = "smoke";
        project.script("20-empty.sh", "");
        project.read();
        assertThat(project.faults.list())
                .extracting(Fault::parameter)
                .containsExactlyInAnyOrder(BASE_IMAGE, PROVISION_TIMEOUT, SIGNAL, PROVISION_DIRECTORY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "Delete", "yes"})
    void anUnknownWordForOrphansIsRefusedAndNothingIsDeleted(String word) {
        Project project = new Project(folder);
        project.parameters.orphans = word;
        CleanRequest read = new BakeRequestReader().readClean(project.parameters, false, false, project.faults);
        assertThat(read.orphans()).isEqualTo(CleanRequest.Orphans.LIST);
        assertThat(project.faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.text())
                        .contains("\"" + word + "\"", ORPHANS.path(), "-Dami.orphans=delete", "mvn ami:clean"));
    }

    @ParameterizedTest
    @CsvSource({",LEAVE", "false,LEAVE", "true,LIST", "list,LIST", "delete,DELETE"})
    void theWordsForOrphansAreRead(String word, CleanRequest.Orphans meant) {
        Project project = new Project(folder);
        project.parameters.orphans = word;
        assertThat(new BakeRequestReader()
                        .readClean(project.parameters, false, false, project.faults)
                        .orphans())
                .isEqualTo(meant);
        assertThat(project.faults.isEmpty()).isTrue();
    }

    @Test
    void anUnknownWordIsAnsweredWithTheLegalOnes() {
        Project project = new Project(folder);
        project.parameters.teardown = "never";
        project.read();
        assertThat(project.faults.list().get(0).advice()).contains("on-clean or after-bake");
    }

    @Test
    void awkwardButLegalValuesAreTaken() {
        Project project = new Project(folder);
        BakeParameters p = project.parameters;
        p.region = "us-gov-west-1";
        p.endpoint = "http://127.0.0.1:4566/";
        p.instanceType = "u-6tb1.metal";
        p.baseImage = "ssm:/aws/service/debian/release/12/latest/amd64";
        p.instanceProfile = "arn:aws-cn:iam::111122223333:instance-profile/a/b";
        p.roleArn = "arn:aws-us-gov:iam::111122223333:role/team/deployer";
        p.permissionsBoundary = "arn:aws:iam::aws:policy/PowerUserAccess";
        p.rolePath = "/";
        p.teardown = "after-bake";
        p.onFailure = "keep";
        p.signal = "resource";
        p.tags = Map.of("stadt:größe", "v".repeat(256), "Name", "");
        p.environment = Map.of(
                "_x9",
                "any\nthing 'at' \"all\"",
                "PLAIN",
                " ssm-secure:/no/secret",
                "A",
                "ssm-secure:/team/a_b.c-d",
                "B",
                "secretsmanager:team/b@x",
                "C",
                "secretsmanager:arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:team/c-Ab12Cd");
        BakeRequest request = project.request();
        assertThat(request.provisioning().secrets()).containsOnlyKeys("A", "B", "C");
        assertThat(request.signal()).isEqualTo(BakeRequest.Signal.RESOURCE);
        assertThat(request.teardown()).isEqualTo(BakeRequest.Teardown.AFTER_BAKE);
        assertThat(request.onFailure()).isEqualTo(BakeRequest.OnFailure.KEEP);
    }

    private static ServerEntry server(String username, String password, boolean undecrypted) {
        return new ServerEntry("images", true, List.of("images"), username, password, null, undecrypted);
    }

    private static BakeParameters.SubnetFilter filter(Consumer<BakeParameters.SubnetFilter> how) {
        BakeParameters.SubnetFilter filter = new BakeParameters.SubnetFilter();
        how.accept(filter);
        return filter;
    }

    private static BakeParameters.RootVolume volume(Consumer<BakeParameters.RootVolume> how) {
        BakeParameters.RootVolume volume = new BakeParameters.RootVolume();
        how.accept(volume);
        return volume;
    }

    private static BaseImageParameter filter() {
        BaseImageParameter filter = new BaseImageParameter();
        filter.owners = List.of("amazon");
        filter.name = "al2023-ami-2023.*";
        return filter;
    }

    private static Arguments filter(String name, String shown, Consumer<BaseImageParameter> spoil) {
        return one("filter " + name, BASE_IMAGE, shown, parameters -> {
            parameters.baseImage = null;
            parameters.baseImageFilter = filter();
            spoil.accept(parameters.baseImageFilter);
        });
    }

    private static EgressParameters.Proxy proxy(BakeParameters parameters) {
        parameters.egress.proxy = new EgressParameters.Proxy();
        return parameters.egress.proxy;
    }

    private static void volume(BakeParameters parameters, String field, String value) {
        ImagingParameters.Volume volume = new ImagingParameters.Volume();
        volume.device = "/dev/sdf";
        try {
            ImagingParameters.Volume.class.getField(field).set(volume, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
        parameters.imaging.volumes = List.of(volume);
    }

    private static ImagingParameters.Attributes attributes(BakeParameters parameters) {
        parameters.imaging.attributes = new ImagingParameters.Attributes();
        return parameters.imaging.attributes;
    }

    private static BakeParameters.Script script(Consumer<BakeParameters.Script> how) {
        BakeParameters.Script script = new BakeParameters.Script();
        how.accept(script);
        return script;
    }

    private static Consumer<BakeParameters> script(String file, Consumer<BakeParameters.Script> how) {
        return p -> p.provision = List.of(script(s -> {
            s.file = file;
            how.accept(s);
        }));
    }

    private interface Spoiling {
        void put(BakeParameters parameters, String value);
    }

    private static Arguments text(Parameter parameter, String value, Spoiling spoiling) {
        String shown = "\"" + value + "\"";
        return one(parameter.xml() + " = " + value, parameter, shown, p -> spoiling.put(p, value));
    }

    private static Arguments file(String name, String shown, Consumer<PlacedFile> spoil) {
        return one(name, FILES, shown, p -> {
            PlacedFile file = new PlacedFile();
            file.source = "src/main/ami/provision/10-hello.sh";
            file.target = "/etc/x";
            spoil.accept(file);
            p.files = List.of(file);
        });
    }

    private static Arguments staging(String name, String shown, Consumer<StagingPlace> spoil) {
        return one("staging: " + name, STAGING, shown, p -> {
            p.staging = new StagingPlace();
            spoil.accept(p.staging);
        });
    }

    private static Arguments artifact(String name, String shown, Consumer<PlacedArtifact> spoil) {
        return one(name, ARTIFACT, shown, p -> {
            p.artifact = new PlacedArtifact();
            spoil.accept(p.artifact);
        });
    }

    private static Arguments role(String name, String shown, Consumer<AssumeRole> spoil) {
        return one(name + " to assume", ASSUME_ROLE, shown, p -> {
            p.assumeRole = new AssumeRole();
            p.assumeRole.roleArn = "arn:aws:iam::123456789012:role/images";
            p.assumeRole.externalId = "acme";
            spoil.accept(p.assumeRole);
        });
    }

    private static Arguments one(String name, Parameter parameter, String shown, Consumer<BakeParameters> spoil) {
        return arguments(name, parameter, shown, spoil);
    }
}
