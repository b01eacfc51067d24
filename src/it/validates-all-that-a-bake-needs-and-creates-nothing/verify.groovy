import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def console = Console.of(basedir)
def failure = console.failure()
assert failure.contains("7 things are wrong, nothing was created:")
["signal", "profile", "instanceType", "securityGroupIds", "template", "imageName"].each { assert failure.contains("-Dami.${it}") }
[
    '"smoke"',
    "needs the Elastic Network Adapter (ENA)",
    "'t3.small' is not offered in us-east-1e",
    "'sg-0123456789abcdef0' does not exist",
    "Unrecognized resource types: [AWS::EC2::Instanze]",
    "'taken' is in use by ami-",
    "arn:aws:iam::000000000240:user/kim may not cloudformation:CreateStack on arn:aws:cloudformation:us-east-1:000000000240:stack/ami-io-",
].each { assert failure.contains(it) }
assert !console.hasStackTrace()
assert console.says("as arn:aws:iam::000000000240:user/kim.")
assert console.says("Rights were not simulated: IAM does that for users and roles, not for root.")
assert console.says("Account 000000000240, region us-east-1, as arn:aws:iam::000000000240:root.")
assert console.says("Nothing is wrong, nothing was created. A bake would create stack ami-io-github-amibaker-it-validated-1-0-")

def cloud = Cloud.of(basedir)
assert cloud.inventory() == ["image taken"]
assert !cloud.calls().containsKey("CreateStack")
assert !new File(basedir, "target/ami.properties").exists()
