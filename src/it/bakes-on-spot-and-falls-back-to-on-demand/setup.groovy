import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

// Of three, one stays on spot, one finds no capacity there, one is taken back while its script runs.
def cloud = Cloud.of(basedir)
cloud.spot().hasNone("c5.large")
def client = Console.start(basedir, basedir, "package")
try {
    String builder = null
    cloud.await("a builder that runs its script") {
        builder = it.ec2().describeInstances { r -> r.filters({ f -> f.name("tag:ami:stack-name").values("*-taken-*") }) }
            .reservations()*.instances().flatten().find { one -> one.state().nameAsString() == "running" }?.instanceId()
        builder && new String((it.ec2().getConsoleOutput { r -> r.instanceId(builder).latest(true) }.output() ?: "").decodeBase64())
            .contains("script 1/1 10-market.sh")
    }
    cloud.await("the other to have gone on") { new File(basedir, "target/maven.log").text.contains("Going on with c5.large on demand.") }
    cloud.await("its second stack") { it.calls().CreateStack == 4 }
    // The client is killed when its builder was taken back, before it could do anything about it: whoever comes next goes
    // on where it was.
    cloud.fault([action: "DeleteStack", times: 1, hang: "before"])
    cloud.spot().interrupt([instance: builder, seconds: 60])
    cloud.await("the stack of that builder to have failed", { it.faults().isEmpty() }) { client.destroyForcibly() }
} finally {
    client.destroyForcibly().waitFor()
}
return true
