import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
assert cloud.image().name().startsWith("ami-")
assert cloud.read("/etc/seed") == "seed\n"
assert Console.of(basedir).properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert cloud.imageTags()["ami:inputs"] : "tagged by the plugin afterwards"
