import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import io.github.amibaker.it.Meanwhile

// A first client begins the bake and is killed in the middle of it, which lasts until the next has joined it.
def cloud = Cloud.of(basedir)
cloud.set([stopHangs: true])
def first = Console.start(basedir, basedir, "package")
try {
    cloud.await("a builder") { it.calls().containsKey("RunInstances") }
} finally {
    first.destroyForcibly().waitFor()
}
def next = new File(basedir, "build.log")
Meanwhile.once(cloud, "who joins", { next.exists() && next.text.contains("Joining the bake of stack") }, { cloud.set([stopHangs: false]) })
return true
