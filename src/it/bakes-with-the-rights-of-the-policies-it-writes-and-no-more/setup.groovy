import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

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

def policy = { name -> new File(basedir, "target/ami/${name}.json").text }
iam.createUser { it.userName("baker") }
iam.putUserPolicy { it.userName("baker").policyName("bake").policyDocument(policy("caller-policy")) }
iam.createRole { it.roleName("images").assumeRolePolicyDocument(policy("service-role-trust")) }
iam.putRolePolicy { it.roleName("images").policyName("bake").policyDocument(policy("service-role-policy")) }
def key = iam.createAccessKey { it.userName("baker") }.accessKey()
def credentials = new File(basedir, "credentials")
credentials.text = "[baker]\naws_access_key_id = ${key.accessKeyId()}\naws_secret_access_key = ${key.secretAccessKey()}\n"
context.userProperties.putAll([
    "aws.sharedCredentialsFile": credentials.path,
    "rights.profile": "baker",
    "rights.subnet": subnet.subnetId(),
    "rights.group": group,
])
return true
