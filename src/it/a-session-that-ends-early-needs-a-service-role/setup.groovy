import io.github.amibaker.it.Cloud

def cloud = Cloud.of(basedir)
// The session that CloudFormation makes of the caller's credentials is over before the builder is provisioned; and a
// role that was just made is refused for a while, the function's own too.
cloud.set([stackSessionSeconds: 3, freshRoleSeconds: 20])
def trust = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",' +
    ' "Principal": {"Service": "cloudformation.amazonaws.com"}}]}'
def everything = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
cloud.iam().withCloseable { iam ->
    iam.createRole { it.roleName("baker").assumeRolePolicyDocument(trust) }
    iam.putRolePolicy { it.roleName("baker").policyName("everything").policyDocument(everything) }
}
return true
