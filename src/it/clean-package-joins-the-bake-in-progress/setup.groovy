import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

// A first client begins the bake and is killed in the middle of it.
def first = Console.start(basedir, basedir, "package")
try {
    Cloud.of(basedir).await("a builder") { it.calls().containsKey("RunInstances") }
} finally {
    first.destroyForcibly().waitFor()
}
return true
