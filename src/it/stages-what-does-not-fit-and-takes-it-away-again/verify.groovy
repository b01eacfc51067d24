import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)

assert cloud.calls().CreateStack == 1 && console.says("Joining") && console.says("Uploading 3.0 MB of scripts and files to s3://")
assert cloud.file("/opt/large.bin") == new File(basedir, "src/main/ami/files/opt/large.bin").bytes
assert cloud.read("/etc/large.sha256") == cloud.file("/opt/large.bin").digest("SHA-256") + "  -\n"
assert cloud.read("/etc/leaked") == "" : "scripts do not get the address"
assert cloud.files().keySet().findAll { it.contains("staged") } == [] as Set
assert ["target/ami.json", "build.log"].every { !new File(basedir, it).text.contains("X-Amz-Signature") } : "nor does any log"
assert cloud.inventory() - "role images" == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image()) : "the bucket went with the stack"
