import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)

assert cloud.read("/etc/baked") == "baked\n"
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
assert console.says("[builder] ") && console.says("hello from ami-io-github-amibaker-it-demo-1-0-SNAPSHOT")
assert console.says(cloud.image().imageId())
assert cloud.imageTags().keySet().containsAll(["Name", "ami:project", "ami:stack-id", "ami:stack-name", "ami:inputs", "ami:base-image"])
assert cloud.imageTags()["ami:project"] == "io.github.amibaker.it:demo:1.0-SNAPSHOT"
