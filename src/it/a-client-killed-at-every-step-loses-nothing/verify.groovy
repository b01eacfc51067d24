import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def once = { assert cloud.calls().CreateStack == 1 && cloud.calls().CreateImage == 1 && cloud.images().size() == 1 }

once()
assert Console.of(basedir).properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert cloud.read("/etc/baked") == "baked\n"

// A clean that is killed while AWS deletes is taken up by the next one.
def clean = Console.start(basedir, basedir, "ami:clean")
try {
    cloud.await("the deletion to begin") { it.calls().containsKey("DeleteStack") }
} finally {
    clean.destroyForcibly().waitFor()
}
assert Console.maven(basedir, basedir, "ami:clean").says("BUILD SUCCESS")
once()
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
