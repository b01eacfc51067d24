import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

// One stays on spot, one finds no capacity there; the others are taken back while their script runs: one with a notice,
// and without one that EC2 starts again, and one that it does not.
def cloud = Cloud.of(basedir)
cloud.spot().hasNone("c5.large")
def client = Console.start(basedir, basedir, "package")
def builder = { id ->
    String found = null
    cloud.await("a builder of $id that runs its script") {
        found = it.ec2().describeInstances { r -> r.filters({ f -> f.name("tag:ami:stack-name").values("*-$id-*".toString()) }) }
            .reservations()*.instances().flatten().find { one -> one.state().nameAsString() == "running" }?.instanceId()
        found && new String((it.ec2().getConsoleOutput { r -> r.instanceId(found).latest(true) }.output() ?: "").decodeBase64())
            .contains("holding")
    }
    found
}
def taken, back, gone
try {
    (taken, back, gone) = ["taken", "back", "gone"].collect(builder)
    cloud.await("the other to have gone on") { new File(basedir, "target/maven.log").text.contains("Going on with c5.large on demand.") }
    cloud.await("its second stack") { it.calls().CreateStack == 6 }
    // The client is killed when its builder was taken back, before it could do anything about it: whoever comes next goes
    // on where it was.
    cloud.fault([action: "DeleteStack", times: 1, hang: "before"])
    cloud.spot().interrupt([instance: taken, seconds: 60])
    cloud.await("the stack of that builder to have failed", { it.faults().isEmpty() }) { client.destroyForcibly() }
} finally {
    client.destroyForcibly().waitFor()
}
// While nobody watches, who would tell the stack as well; an instance's start is told in whole seconds.
cloud.spot().interrupt([instance: back, seconds: 0, backAfter: 1.1])
cloud.await("the stack of the one that is back to have failed") {
    it.cloudFormation().describeStacks().stacks().any { s -> s.stackName().contains("-back-") && s.stackStatusAsString() =~ /ROLLBACK/ }
}
cloud.spot().interrupt([instance: gone, seconds: 0])
cloud.await("that to be told of its request") { it.spot().requests().find { one -> one.instanceId() == gone }.stateAsString() == "disabled" }
return true
