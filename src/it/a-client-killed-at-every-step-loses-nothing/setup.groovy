import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import io.github.amibaker.it.Meanwhile
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus

def cloud = Cloud.of(basedir)
def another = new File(basedir, "another-machine")
Console.copyProject(basedir, another)
// The bake stays at a step until a client was killed there, however long a client takes to begin.
cloud.set([imagePendingSeconds: 3600, stopHangs: true])
cloud.fault([action: "CreateStack", times: 1, hang: "before"])
cloud.fault([action: "CreateImage", times: 1, delay: 6])
def imaging = { Cloud seen ->
    seen.cloudFormation().withCloseable { cfn ->
        cfn.describeStacks().stacks().any { stack ->
            cfn.describeStackResources { it.stackName(stack.stackId()) }.stackResources().any {
                it.logicalResourceId() == "Image" && it.resourceStatus() == ResourceStatus.CREATE_IN_PROGRESS
            }
        }
    }
}
def steps = [
    "a stack to be asked for that AWS hears nothing of": { it.calls().CreateStack == 1 },
    "a stack to be asked for whose answer gets lost": { it.calls().CreateStack == 2 },
    "the builder to be made": { it.calls().containsKey("RunInstances") },
    "the builder's console to be read": { it.calls().containsKey("GetConsoleOutput") },
    "the function to make the image": { imaging(it) },
    "the image to be made": { it.calls().containsKey("CreateImage") },
    "the image to be waited for": { it.stackStatuses() == ["CREATE_COMPLETE"] },
]
// Every other client is one of another checkout, and what a client left in target is of no use to the next.
steps.eachWithIndex { what, seen, number ->
    def folder = number % 2 == 0 ? basedir : another
    new File(folder, "target").deleteDir()
    def before = cloud.calls().GetCallerIdentity ?: 0
    def client = Console.start(folder, basedir, "package")
    try {
        cloud.await("a client before " + what) { (it.calls().GetCallerIdentity ?: 0) > before }
        if (what == "the image to be made") {
            cloud.set([stopHangs: false])
        }
        cloud.await(what, seen) { client.destroyForcibly() }
    } finally {
        client.destroyForcibly().waitFor()
    }
    if (number == 0) {
        cloud.fault([action: "CreateStack", times: 1, hang: "after"])
    }
    def there = cloud.inventory().countBy { it.takeWhile { letter -> letter != " " } }
    assert ["stack", "instance", "image", "role", "function"].every { (there[it] ?: 0) <= 1 }: "after " + what + ": " + there
}
def last = new File(basedir, "build.log")
Meanwhile.once(cloud, "who waits for the image", { last.exists() && last.text.contains("is pending, waiting for it.") }, { cloud.set([imagePendingSeconds: 0]) })
return true
