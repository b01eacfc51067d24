import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
cloud.set([imagePendingSeconds: 20])
def steps = [
    "the stack to be asked for": { it.calls().containsKey("CreateStack") },
    "the builder to be made": { it.calls().containsKey("RunInstances") },
    "the builder's console to be read": { it.calls().containsKey("GetConsoleOutput") },
    "the image to be made": { it.calls().containsKey("CreateImage") },
    "the image to be waited for": { it.stackStatuses() == ["CREATE_COMPLETE"] },
]
steps.each { what, seen ->
    def before = cloud.calls().GetCallerIdentity ?: 0
    def client = Console.start(basedir, basedir, "package")
    try {
        cloud.await(what) { (it.calls().GetCallerIdentity ?: 0) > before && seen(it) }
    } finally {
        client.destroyForcibly().waitFor()
    }
}
return true
