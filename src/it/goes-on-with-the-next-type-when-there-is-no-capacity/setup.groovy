import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import software.amazon.awssdk.services.ec2.model.Tag

// Two zones, of which the second has more free addresses; EC2 has no room for the first type in the one, nor in the other.
def cloud = Cloud.of(basedir)
def ec2 = cloud.ec2()
def vpc = ec2.createVpc { it.cidrBlock("10.91.0.0/16") }.vpc().vpcId()
[["10.91.1.0/28", "us-east-1a"], ["10.91.2.0/24", "us-east-1b"]].each { cidr, zone ->
    def subnet = ec2.createSubnet { it.vpcId(vpc).cidrBlock(cidr).availabilityZone(zone) }.subnet().subnetId()
    ec2.createTags { it.resources(subnet).tags(Tag.builder().key("Tier").value("images").build()) }
}
ec2.createSecurityGroup { it.vpcId(vpc).groupName("of-images").description("asked for") }
2.times {
    cloud.fault([action: "RunInstances", code: "InsufficientInstanceCapacity", times: 1, message:
        "We currently do not have sufficient c5.large capacity in the Availability Zone you requested. Our system will be"
            + " working on provisioning additional capacity."])
}
// A client that is killed when its first candidate has failed, before it could begin with the next.
cloud.fault([action: "DeleteStack", times: 1, hang: "before"])
def client = Console.start(basedir, basedir, "package")
try {
    cloud.await("the first stack to have failed", { it.calls().containsKey("DeleteStack") }) { client.destroyForcibly() }
} finally {
    client.destroyForcibly().waitFor()
}
return true
