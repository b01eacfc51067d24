import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

// Random, so that it does not compress.
def large = new File(basedir, "src/main/ami/files/opt/large.bin")
large.parentFile.mkdirs()
def bytes = new byte[3_000_000]
new Random(42).nextBytes(bytes)
large.bytes = bytes

// A client that is killed in the middle of its upload.
def cloud = Cloud.of(basedir)
cloud.fault([service: "s3", action: "PutObject", times: 1, hang: "before"])
def client = Console.start(basedir, basedir, "package")
try {
    cloud.await("the upload to begin") { it.faults().isEmpty() }
} finally {
    client.destroyForcibly().waitFor()
}
assert cloud.inventory().any { it.startsWith("bucket ami-") } && cloud.calls().RunInstances == null : "the builder waits for what it needs"
return true
