import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def failure = Console.of(basedir).failure()
assert failure.contains("AMI name taken by another is already in use by AMI ami-")
assert failure.contains("<imageName>")
assert cloud.images().keySet() == ["taken by another"] as Set : "the other's image is untouched"
assert cloud.inventory().findAll { !it.startsWith("stack ") } == ["image taken by another"] + cloud.snapshotsOf(cloud.image())
