import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

// A first client begins the bake and is killed in the middle of it, which lasts until the next is there.
def cloud = Cloud.of(basedir)
cloud.fault([action: "CreateImage", times: 1, delay: 20])
def first = Console.start(basedir, basedir, "package")
try {
    cloud.await("a builder") { it.calls().containsKey("RunInstances") }
} finally {
    first.destroyForcibly().waitFor()
}
return true
