import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import java.security.MessageDigest
import java.util.zip.GZIPInputStream

def cloud = Cloud.of(basedir)
def value = { canary -> "'\"\$HOME ${canary} `id` \$(id) \\ \\n it's\n\n\tsecond line '\\'' !\n" as String }
def sha256 = { text -> MessageDigest.getInstance("SHA-256").digest(text.bytes).encodeHex().toString() }
assert cloud.read("/etc/password.sha256").startsWith(sha256(value("canary-of-ssm-3f9c")))
assert cloud.read("/etc/key.sha256").startsWith(sha256(value("canary-of-sm-81d2")))

// Everything a bake leaves, by where it lies.
def left = [:]
new File(basedir, "target").eachFileRecurse { if (it.file) left["target/" + it.name] = it.text }
left["build.log"] = new File(basedir, "build.log").text
cloud.cloudFormation().withCloseable { cfn ->
    def stack = cfn.describeStacks().stacks()[0]
    left["stack"] = stack as String
    left["template"] = cfn.getTemplate { it.stackName(stack.stackName()) }.templateBody()
    left["events"] = cfn.describeStackEvents { it.stackName(stack.stackName()) } as String
}
cloud.ec2().withCloseable { ec2 ->
    def builder = ec2.describeInstances().reservations()[0].instances()[0].instanceId()
    def attribute = ec2.describeInstanceAttribute { it.instanceId(builder).attribute("userData") }
    left["user data"] = new String(attribute.userData().value().decodeBase64())
    def payload = left["user data"].split("<<'@@'[^\n]*\n")[1].split("\n@@\n")[0]
    left["payload"] = new GZIPInputStream(new ByteArrayInputStream(payload.decodeBase64())).text
    left["console"] = new String(ec2.getConsoleOutput { it.instanceId(builder) }.output().decodeBase64())
    left["image"] = ec2.describeImages { it.owners("self") } as String
}
cloud.files().each { path, file -> if (file.type == "file") left["image:" + path] = new String(cloud.file(path)) }
left["requests"] = cloud.requests() as String

assert left.findAll { it.value =~ /canary/ }.keySet() == [] as Set
// The same look finds what is no secret, so it looks where it should.
assert left["payload"].contains("marker-of-what-is-no-secret")
assert left.keySet().containsAll(["target/ami.json", "target/ami.properties", "image:/etc/key.sha256"])
["payload": "ssm-secure:/team/password", "template": "BuilderRole", "events": "BuilderInstanceProfile",
    "console": "ami-bake: secrets", "build.log": "[DEBUG]"].each { where, what -> assert left[where].contains(what) }

def fetched = cloud.requests().findAll { it.action in ["GetParameter", "GetSecretValue"] && it.principal =~ /BuilderRole/ }
assert fetched*.action.toSet() == ["GetParameter", "GetSecretValue"] as Set : "with the builder's own role"
assert fetched*.errorCode.contains("AccessDeniedException") : "which was refused at first"

Console.maven(basedir, basedir, "ami:clean")
assert cloud.inventory()*.split(" ")*.first() == ["image", "snapshot"]
