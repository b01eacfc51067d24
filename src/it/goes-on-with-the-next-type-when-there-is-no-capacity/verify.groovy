import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def ec2 = cloud.ec2()
def subnets = ec2.describeSubnets().subnets().findAll { it.tags().any { tag -> tag.key() == "Tier" } }.sort { -it.availableIpAddressCount() }*.subnetId()
def builder = ec2.describeInstances().reservations()*.instances().flatten().find { it.state().nameAsString() == "stopped" }
assert builder.instanceTypeAsString() == "m5.large" && builder.subnetId() == subnets[0]
assert builder.securityGroups()*.groupName() == ["of-images"]
assert cloud.read("/etc/baked") == "baked\n"

// It went on where the killed one was: at the same type in the next zone, and not at the first.
def log = Console.of(basedir)
assert log.says("c5.large in " + subnets[0]) && log.says("Going on with c5.large in " + subnets[1])
assert log.says("We currently do not have sufficient c5.large capacity") && log.says("Going on with m5.large in " + subnets[0])
assert cloud.calls().CreateStack == 3 && cloud.calls().CreateImage == 1
def tags = cloud.cloudFormation().describeStacks().stacks()[0].tags().collectEntries { [it.key(), it.value()] }
assert tags["ami:candidate"] == "m5.large " + subnets[0] && tags["ami:tried"] ==~ /[0-9a-f]{6}C [0-9a-f]{6}C/
assert log.properties("target/ami.properties")["ami.id"] == cloud.image().imageId()

// The image is the same for the same list.
assert Console.maven(basedir, basedir, "package").says("nothing to bake")
