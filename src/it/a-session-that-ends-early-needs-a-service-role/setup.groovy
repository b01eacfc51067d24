import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Meanwhile

def cloud = Cloud.of(basedir)
// The session that CloudFormation makes of the caller's credentials is over before the builder is provisioned; and a
// role that was just made is refused for a while, the function's own too: until it was refused twice.
cloud.set([stackSessionSeconds: 3, freshRoleSeconds: 3600])
def refused = { it.errorCode == "UnauthorizedOperation" && it.principal.contains(":assumed-role/") }
Meanwhile.once(cloud, "a function that was refused twice", { it.requests().count(refused) > 1 }, { cloud.set([freshRoleSeconds: 0]) })
def trust = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",' +
    ' "Principal": {"Service": "cloudformation.amazonaws.com"}}]}'
def everything = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
cloud.iam().withCloseable { iam ->
    iam.createRole { it.roleName("baker").assumeRolePolicyDocument(trust) }
    iam.putRolePolicy { it.roleName("baker").policyName("everything").policyDocument(everything) }
}
return true
