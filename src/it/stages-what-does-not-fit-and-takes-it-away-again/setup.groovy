import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import io.github.amibaker.it.GrantedPolicies

// Random, so that it does not compress.
def large = new File(basedir, "src/main/ami/files/opt/large.bin")
large.parentFile.mkdirs()
def bytes = new byte[3_000_000]
new Random(42).nextBytes(bytes)
large.bytes = bytes

// A user and a service role that may do what ami:policy says; src/test/truth holds every call to that.
def cloud = Cloud.of(basedir)
def written = Console.maven(basedir, basedir, "ami:policy", "-Drights.profile=none")
assert written.says("Policy of the caller: ") : written.text()
def rights = new GrantedPolicies(cloud, basedir).grant()
context.userProperties.putAll(rights)

// A client that is killed in the middle of its upload.
cloud.fault([service: "s3", action: "PutObject", times: 1, hang: "before"])
def client = Console.start(basedir, basedir, "package", *rights.collect { name, value -> "-D${name}=${value}".toString() })
try {
    cloud.await("the upload to begin", { it.faults().isEmpty() }) { client.destroyForcibly() }
} finally {
    client.destroyForcibly().waitFor()
}
assert cloud.inventory().any { it.startsWith("bucket ami-") } && cloud.calls().RunInstances == null : "the builder waits for what it needs"
return true
