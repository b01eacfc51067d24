import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def failure = Console.of(basedir).failure()
assert failure.contains("out of time after 20 s, still at 20-hangs.sh") && failure.contains("waiting for what never comes")
assert failure.contains("<provisionTimeout>") && failure.contains("-Dami.provisionTimeout")

def builder = { cloud.ec2().withCloseable { it.describeInstances().reservations()[0].instances()[0] } }
cloud.await("the builder's own end", { seen -> builder().state().nameAsString() == "stopped" })
assert builder().stateReason().code() == "Client.InstanceInitiatedShutdown" : "nobody else stopped it"
assert !cloud.calls().keySet().any { it in ["StopInstances", "TerminateInstances", "CreateImage"] }
assert cloud.images() == [:]

// The template keeps its builder whatever becomes of the stack; without the stack a search for orphans finds it.
assert Console.maven(basedir, basedir, "ami:clean").says("BUILD SUCCESS")
assert Console.maven(basedir, basedir, "ami:clean", "-Dami.orphans=delete").says("Deleted instance " + builder().instanceId())
assert cloud.inventory() == []
