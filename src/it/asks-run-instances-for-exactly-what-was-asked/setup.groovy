import io.github.amibaker.it.Cloud

// A network and a profile of the account's own; the build gets their ids as -D. Not every zone offers every type.
def cloud = Cloud.of(basedir)
def ec2 = cloud.ec2()
def vpc = ec2.createVpc { it.cidrBlock("10.90.0.0/16") }.vpc().vpcId()
def subnet = ec2.createSubnet { it.vpcId(vpc).cidrBlock("10.90.1.0/24").availabilityZone("us-east-1a") }.subnet().subnetId()
def groups = ["one", "two"].collect { name ->
    ec2.createSecurityGroup { it.vpcId(vpc).groupName(name).description("asked for") }.groupId()
}
def iam = cloud.iam()
iam.createRole { it.roleName("builder-of-asked").assumeRolePolicyDocument("{}") }
iam.createInstanceProfile { it.instanceProfileName("builders-of-asked") }
iam.addRoleToInstanceProfile { it.instanceProfileName("builders-of-asked").roleName("builder-of-asked") }
context.userProperties.putAll(["asked.subnet": subnet, "asked.group1": groups[0], "asked.group2": groups[1]])
new File(basedir, "asked.properties").withWriter { context.userProperties.store(it, null) }
