import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
assert cloud.calls().CreateStack == 1 && cloud.calls().DeleteStack == null
assert cloud.read("/etc/baked") == "baked\n"
assert Console.of(basedir).properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert Console.of(basedir).says("Joining the bake of stack")
