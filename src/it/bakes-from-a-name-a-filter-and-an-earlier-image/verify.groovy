import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)
def baked = ["ground", "upper", "arm"].collectEntries { [it, console.properties(it + "/target/ami.properties")] }
def bases = cloud.ec2().describeImages { it.imageIds(baked.values()*.get("ami.baseImageId")) }.images().collectEntries { [it.imageId(), it] }
def base = { bases[baked[it]["ami.baseImageId"]] }

assert base("ground").name() == "debian-12-amd64-20261019-2270" : "the newest of its publisher"
assert base("arm").name() == "debian-13-arm64-20261012-2263" : "the newest that fits"
assert baked.arm["ami.architecture"] == "arm64"
assert base("upper").imageId() == baked.ground["ami.id"] : "what the other module had just baked"
assert cloud.read(baked.upper["ami.id"], "/etc/found-in-the-base") == "ground\n"
assert cloud.read(baked.arm["ami.id"], "/etc/base") == baked.arm["ami.baseImageId"] + "\n"
