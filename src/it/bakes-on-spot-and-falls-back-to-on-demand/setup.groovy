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
    cloud.spot().interrupt([instance: builder, seconds: 60])
    // The client is killed when its builder was taken back: whoever comes next goes on where it was.
    cloud.await("the stack of that builder to have failed") {
        it.cloudFormation().describeStacks().stacks().any { s -> s.stackName().contains("-taken-") && s.stackStatusAsString() =~ /ROLLBACK/ }
    }
} finally {
    client.destroyForcibly().waitFor()
}
return true
