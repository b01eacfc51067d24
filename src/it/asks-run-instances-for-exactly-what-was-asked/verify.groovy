import com.fasterxml.jackson.jr.ob.JSON
import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import java.security.MessageDigest

def cloud = Cloud.of(basedir)
def asked = new Properties()
new File(basedir, "asked.properties").withReader { asked.load(it) }
def results = Console.of(basedir).properties("target/ami.properties")

// What only the cloud knows: the stack's handle, and the image behind the parameter of Systems Manager.
def handle = cloud.cloudFormation().describeStackResource {
    it.stackName("as-asked").logicalResourceId("ProvisionedHandle")
}.stackResourceDetail().physicalResourceId()
def baseImage = results["ami.baseImageId"]
def rootDevice = cloud.ec2().describeImages { it.imageIds(baseImage) }.images()[0].rootDeviceName()

// The template's user data as CloudFormation joins it.
def known = ["AWS::StackName": "as-asked", "AWS::Region": "us-east-1", "ProvisionedHandle": handle]
def template = cloud.cloudFormation().getTemplate { it.stackName("as-asked") }.templateBody()
def joined = JSON.std.mapFrom((template =~ /(?m)^ *UserData: (.*)$/)[0][1])["Fn::Base64"]["Fn::Join"][1]
def userData = joined.collect { it instanceof Map ? known[it.Ref] : it }.join()
def encoded = userData.getBytes("UTF-8").encodeBase64().toString()
def digest = MessageDigest.getInstance("SHA-256").digest(encoded.bytes).encodeHex().toString()

def stack = cloud.cloudFormation().describeStacks { it.stackName("as-asked") }.stacks()[0]
def tags = [
    "Name": "as asked",
    "team": "bakery + pâtisserie",
    "ami:project": "io.github.amibaker.it:as-asked:1.0",
    "ami:stack-name": "as-asked",
    "ami:stack-id": stack.stackId(),
    "ami:deadline": stack.tags().find { it.key() == "ami:deadline" }.value(),
    "ami:started-by": "arn:aws:iam::000000000190:root",
    "ami:base-image": baseImage,
    "ami:inputs": cloud.imageTags()["ami:inputs"],
]
def expected = [
    MinCount: 1,
    MaxCount: 1,
    ImageId: baseImage,
    InstanceType: "m6g.large",
    InstanceInitiatedShutdownBehavior: "stop",
    MetadataOptions: [HttpEndpoint: "enabled", HttpTokens: "required", HttpPutResponseHopLimit: 1],
    IamInstanceProfile: [Name: "builders-of-asked"],
    NetworkInterfaces: [[
        DeviceIndex: 0,
        AssociatePublicIpAddress: true,
        DeleteOnTermination: true,
        SubnetId: asked["asked.subnet"],
        Groups: [asked["asked.group1"], asked["asked.group2"]],
    ]],
    BlockDeviceMappings: [[
        DeviceName: rootDevice,
        Ebs: [DeleteOnTermination: true, VolumeSize: 40, VolumeType: "io2", Iops: 6000],
    ]],
    TagSpecifications: [[ResourceType: "instance", Tags: tags], [ResourceType: "volume", Tags: tags]],
    UserData: "sha256:" + digest + " (" + encoded.length() + " bytes)",
]

def launches = cloud.requests().findAll { it.action == "RunInstances" }*.parameters
assert launches.size() == 1
// The order of tags says nothing.
launches[0].TagSpecifications.each { it.Tags = it.Tags.collectEntries { tag -> [tag.Key, tag.Value] } }
// Whoever calls makes it up, so that a repeated call launches once.
assert launches[0].remove("ClientToken")
assert launches[0] == expected

Console.maven(basedir, basedir, "ami:clean", "-Dami.deregister")
def ec2 = cloud.ec2()
["asked.group1", "asked.group2"].each { group -> ec2.deleteSecurityGroup { it.groupId(asked[group]) } }
def vpc = ec2.describeSubnets { it.subnetIds(asked["asked.subnet"]) }.subnets()[0].vpcId()
ec2.deleteSubnet { it.subnetId(asked["asked.subnet"]) }
ec2.deleteVpc { it.vpcId(vpc) }
def iam = cloud.iam()
iam.removeRoleFromInstanceProfile { it.instanceProfileName("builders-of-asked").roleName("builder-of-asked") }
iam.deleteInstanceProfile { it.instanceProfileName("builders-of-asked") }
iam.deleteRole { it.roleName("builder-of-asked") }
assert cloud.inventory() == []
