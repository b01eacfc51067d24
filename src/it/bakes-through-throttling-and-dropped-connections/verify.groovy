import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
// A stack that does not exist is an answer; these are none. Of a dropped connection there is no status.
def failed = { String action ->
    cloud.requests().findAll { it.action == action && (it.errorCode == "Throttling" || it.status in [null, 503]) }.size()
}

// Every fault struck, and none was felt.
["GetCallerIdentity", "GetParameter", "DescribeVpcs", "DescribeStackEvents", "GetConsoleOutput"].each { assert failed(it) == 2 : it }
["DescribeImages", "DescribeStacks", "CreateStack"].each { assert failed(it) == 3 : it }
assert Console.of(basedir).says("BUILD SUCCESS") && !Console.of(basedir).hasStackTrace()
assert Console.of(basedir).properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert cloud.read("/etc/baked") == "baked\n"

// Though CreateStack was sent again after its answer was lost, there is one stack, and one image.
assert cloud.stackStatuses() == ["CREATE_COMPLETE"]
assert cloud.calls().RunInstances == 1 && cloud.calls().CreateImage == 1

cloud.fault([action: "DeleteStack", times: 2, code: "Throttling", message: "Rate exceeded"])
assert Console.maven(basedir, basedir, "ami:clean").says("BUILD SUCCESS")
assert failed("DeleteStack") == 2
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
