import io.github.amibaker.it.Cloud

// Kim may do nothing but assume roles: one that asks for an external id, and one that asks for MFA as well.
def account = "000000000570"
def trust = { conditions -> """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
    "Principal": {"AWS": "arn:aws:iam::$account:user/kim"}, "Condition": {$conditions}}]}""".toString() }
def everything = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
def key, device
Cloud.of(basedir).iam().withCloseable { iam ->
    iam.createUser { it.userName("kim") }
    key = iam.createAccessKey { it.userName("kim") }.accessKey()
    device = iam.createVirtualMFADevice { it.virtualMFADeviceName("phone") }.virtualMFADevice()
    iam.enableMFADevice { it.userName("kim").serialNumber(device.serialNumber())
        .authenticationCode1("123456").authenticationCode2("234567") }
    [images: '"StringEquals": {"sts:ExternalId": "acme"}',
     admin: '"Bool": {"aws:MultiFactorAuthPresent": "true"}'].each { name, conditions ->
        iam.createRole { it.roleName(name).assumeRolePolicyDocument(trust(conditions)) }
        iam.putRolePolicy { it.roleName(name).policyName("everything").policyDocument(everything) }
    }
}
new File(basedir, "key.json").text = """{"Version": 1, "AccessKeyId": "${key.accessKeyId()}",
    "SecretAccessKey": "${key.secretAccessKey()}"}"""
new File(basedir, "aws-config").text = """[profile kim]
credential_process = cat ${basedir}/key.json
[profile admin]
role_arn = arn:aws:iam::$account:role/admin
source_profile = kim
mfa_serial = ${device.serialNumber()}
"""
// Only for verify.groovy.
new File(basedir, "seed").bytes = device.base32StringSeed().asByteArray()
new File(basedir, "secret").text = key.secretAccessKey()
return true
