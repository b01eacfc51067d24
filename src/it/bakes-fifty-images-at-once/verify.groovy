import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)
assert console.says("BUILD SUCCESS") && !console.hasStackTrace() && !console.says("[WARNING]")

// Each module has an image of its own, and tells the next plugin which one.
def images = cloud.images().values().collectEntries { [it.imageId(), it.name()] }
def baked = (1..50).collectEntries {
    def name = String.format("m%02d", it)
    [name, console.properties("${name}/target/ami.properties")]
}
assert images.size() == 50
baked.each { name, results ->
    assert images[results["ami.id"]] == results["ami.name"]
    assert results["ami.name"].startsWith("${name}-1.0-")
}
assert baked.values()*.get("ami.id").toSet().size() == 50
assert cloud.stackStatuses() == ["CREATE_COMPLETE"] * 50

// They were at it together, and nobody did anything twice or asked more than a bake of this length may.
def requests = cloud.requests()
def times = { String action -> requests.findAll { it.action == action }*.time }
assert times("CreateStack").max() < times("CreateImage").max()
assert times("CreateStack").size() == 50 && times("RunInstances").size() == 50 && times("CreateImage").size() == 50
assert requests.count { !it.internal } < 50 * 100
// Fifty functions wait in fifty processes.
cloud.reset()
