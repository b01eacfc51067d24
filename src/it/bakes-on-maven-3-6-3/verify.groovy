import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
assert Console.of(basedir).says("Apache Maven 3.6.3")
assert cloud.read("/etc/baked") == "baked\n"
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
