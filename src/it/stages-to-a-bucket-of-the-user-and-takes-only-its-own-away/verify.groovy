import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)

assert console.says("of scripts and files to s3://builds-000000000523.") && console.says("Baked ami-")
def uploaded = cloud.requests().findAll { it.action == "PutObject" }*.parameters*.Key - "images/of-another"
assert uploaded && uploaded.every { it.startsWith("images/ami-io-") }
assert cloud.read("/etc/staged") == "staged\n"
assert cloud.s3().withCloseable { s3 -> s3.listObjectsV2 { it.bucket("builds-000000000523") }.contents()*.key() } == ["images/of-another"]
assert cloud.calls().CreateBucket == 1 : "the stack makes none"
assert cloud.inventory() - ["role images", "bucket builds-000000000523"] == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
