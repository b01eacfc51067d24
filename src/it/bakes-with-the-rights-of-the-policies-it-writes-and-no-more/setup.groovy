import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import io.github.amibaker.it.GrantedPolicies

// A user and a service role that may do what ami:policy says, and nothing else.
def cloud = Cloud.of(basedir)
def ec2 = cloud.ec2()
def iam = cloud.iam()
def subnet = ec2.describeSubnets().subnets()[0]
def group = ec2.createSecurityGroup { it.groupName("builders").description("of nobody's stack").vpcId(subnet.vpcId()) }.groupId()
iam.createRole { it.roleName("of-builders").assumeRolePolicyDocument("{}") }
iam.createInstanceProfile { it.instanceProfileName("builders") }
iam.addRoleToInstanceProfile { it.instanceProfileName("builders").roleName("of-builders") }
iam.createPolicy {
    it.policyName("bound").policyDocument('{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}')
}
def made = ["-Drights.subnet=${subnet.subnetId()}".toString(), "-Drights.group=${group}".toString()]
def written = Console.maven(basedir, basedir, "ami:policy", "-Dami.deregister", "-Drights.profile=none", *made)
assert written.says("Policy of the caller: ") : written.text()

context.userProperties.putAll(new GrantedPolicies(cloud, basedir).grant())
context.userProperties.putAll(["rights.subnet": subnet.subnetId(), "rights.group": group])
return true
