import io.github.amibaker.it.Cloud

// An image without ENA, the zone in which AWS has no t3, and a user who may not create stacks: the first build gets them.
def cloud = Cloud.of(basedir)
def ec2 = cloud.ec2()
def image = ec2.registerImage {
    it.name("taken").architecture("x86_64").rootDeviceName("/dev/xvda").virtualizationType("hvm")
}.imageId()
def subnet = ec2.describeSubnets { all ->
    all.filters { it.name("availability-zone").values("us-east-1e") }
}.subnets()[0].subnetId()
def iam = cloud.iam()
iam.createUser { it.userName("kim") }
iam.putUserPolicy {
    it.userName("kim").policyName("almost-all").policyDocument(
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "NotAction": "cloudformation:CreateStack", "Resource": "*"}]}')
}
def key = iam.createAccessKey { it.userName("kim") }.accessKey()
def credentials = new File(basedir, "credentials")
credentials.text = "[kim]\naws_access_key_id = ${key.accessKeyId()}\naws_secret_access_key = ${key.secretAccessKey()}\n"
context.userProperties.putAll(["wrong.image": image, "wrong.subnet": subnet, "aws.sharedCredentialsFile": credentials.path])
return true
