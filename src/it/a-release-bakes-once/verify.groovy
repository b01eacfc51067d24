import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

// release:prepare bakes what it is about to tag; release:perform, which builds the tag elsewhere, finds that.
def cloud = Cloud.of(basedir)
assert cloud.imageTags()["ami:project"] == "io.github.amibaker.it:released:1.0"
def calls = cloud.calls()
assert calls.CreateStack == 1 && calls.CreateImage == 1
def console = Console.of(basedir)
assert console.says("Baked ami-") && console.says("Nothing changed since " + cloud.image().imageId())
assert new File(basedir, "target/checkout/target/ami.properties").text.contains(cloud.image().imageId())
assert new File(basedir, "deployed/io/github/amibaker/it/released/1.0/released-1.0.pom").exists()
assert new File(basedir, "pom.xml").text.contains("<version>1.1-SNAPSHOT</version>")
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
