import groovy.json.JsonSlurper
import io.github.amibaker.it.Cloud

def cloud = Cloud.of(basedir)
def requests = cloud.requests()
assert requests.findAll { it.action == "CreateStack" }*.parameters*.Capabilities == [null, null]
assert requests.count { it.action == "CreateRole" } == 1
assert requests.findAll { it.action == "CreateFunction" }*.parameters*.FunctionName.count("imager") == 1
assert requests.count { it.action == "CreateFunction" } == 2

// All that was done with the user's role its policy allows, and what it allows was done, but for what a failure needs.
def called = requests.findAll { it.principal.contains(":assumed-role/imager/") }.collect { it.service + ":" + it.action } as Set
def allowed = new JsonSlurper().parse(new File(basedir, "policies/image-role-policy.json")).Statement*.Action.flatten() as Set
assert allowed.containsAll(called)
assert allowed - called == ["ec2:CreateTags", "ec2:DeregisterImage", "ec2:DeleteSnapshot", "ec2:StopInstances",
    "logs:CreateLogStream", "logs:PutLogEvents"] as Set

def images = cloud.images().values()
assert images.size() == 2 && images*.imdsSupportAsString().toSet() == ["v2.0", null] as Set
def left = cloud.inventory().findAll { !it.startsWith("image ") && !it.startsWith("snapshot ") }
assert left as Set == ["role imager", "function imager", "log group /aws/lambda/imager"] as Set
