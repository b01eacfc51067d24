import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def asked = cloud.requests().findAll { !it.internal }
def faults = cloud.faults()
// All is well again for whoever looks at this account later.
cloud.noMoreFaults()
cloud.set([clockAheadSeconds: 0])

// Everything that was called was struck, whatever it is: from here, by the function, by the builder.
def calls = asked.groupBy { it.action + (it.principal.contains(":assumed-role/") ? " (inside)" : "") }
assert calls.keySet().containsAll(["GetCallerIdentity", "GetParameter", "DescribeImages", "DescribeVpcs", "CreateStack",
    "DescribeStacks", "DescribeStackEvents", "GetConsoleOutput", "DeleteStack", "DescribeImages (inside)",
    "DescribeInstances (inside)", "CreateImage (inside)"])
calls.each { call, all -> assert all*.fault.containsAll(["throttle", "reset"]) : call }
assert faults.size() == 2 && faults.every { it.struck.containsKey("PutObject (inside)") }
assert asked*.fault.toSet().containsAll(["throttle", "reset", "status", "drop", "hang", "clock", "expired"])

// None was felt.
def console = Console.of(basedir)
assert console.text().count("BUILD SUCCESS") == 2 && !console.hasStackTrace()
assert console.properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert cloud.read("/etc/baked") == "baked\n"
assert new File(basedir, "sessions.log").readLines().size() > 2

// What was done twice because its answer was lost was done once: there was one stack, one builder, one image.
assert cloud.requests().count { it.action == "RunInstances" } == 1
assert cloud.stackStatuses() == []
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
