import io.github.amibaker.it.Cloud

// An image without ENA, and the zone in which AWS has no t3: the first build gets them.
def ec2 = Cloud.of(basedir).ec2()
def image = ec2.registerImage {
    it.name("taken").architecture("x86_64").rootDeviceName("/dev/xvda").virtualizationType("hvm")
}.imageId()
def subnet = ec2.describeSubnets { all ->
    all.filters { it.name("availability-zone").values("us-east-1e") }
}.subnets()[0].subnetId()
context.userProperties.putAll(["wrong.image": image, "wrong.subnet": subnet])
return true
