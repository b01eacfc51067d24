import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import software.amazon.awssdk.core.sync.RequestBody

def cloud = Cloud.of(basedir)
def first = Console.of(basedir)
assert first.says("came from S3") && first.failure().contains("10-breaks.sh")
assert cloud.inventory().findAll { !it.startsWith("stack ") } == [] : "its bucket is gone"
assert cloud.calls().CreateBucket == 1

def bucket = "shared-000000000522"
cloud.s3().withCloseable { s3 ->
    s3.createBucket { it.bucket(bucket) }
    s3.putObject({ it.bucket(bucket).key("builds/of-another") }, RequestBody.fromString("x"))
    def second = Console.maven(basedir, basedir, "package", "-Pgiven")
    assert second.says("came from S3") && second.says("to s3://" + bucket)
    assert s3.listObjectsV2 { it.bucket(bucket) }.contents()*.key() == ["builds/of-another"]
    assert s3.listMultipartUploads { it.bucket(bucket) }.uploads() == []
}
