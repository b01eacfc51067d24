import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def other = Console.ended(context.get("other"), new File(basedir, "target-of-the-other"))

assert other.says("BUILD SUCCESS")
assert cloud.images().size() == 1 && cloud.calls().RunInstances == 1
assert other.properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert Console.of(basedir).properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert Console.of(basedir).says("Joining the bake") || other.says("Joining the bake")
