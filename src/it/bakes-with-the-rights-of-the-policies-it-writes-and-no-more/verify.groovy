import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

// src/test/truth holds every call of this account to the policies.
def console = Console.of(basedir)
assert console.says("Account 000000000241, region us-east-1, as arn:aws:iam::000000000241:user/baker.")
["Not checked", "not simulated", "beforehand"].each { assert !console.says(it) }
assert console.says("Baked ami-")

def cloud = Cloud.of(basedir)
def simulated = cloud.requests().findAll { it.action == "SimulatePrincipalPolicy" }*.parameters*.PolicySourceArn as Set
assert simulated == ["arn:aws:iam::000000000241:role/images", "arn:aws:iam::000000000241:user/baker"] as Set
// What setup.groovy made is left.
assert cloud.inventory()*.replaceAll("sg-.*", "of mine") as Set ==
    ["security group of mine", "role images", "role of-builders", "instance profile builders"] as Set
