import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import io.github.amibaker.it.GrantedPolicies
import software.amazon.awssdk.core.sync.RequestBody

// A bucket with something of another's below the same prefix.
def cloud = Cloud.of(basedir)
cloud.s3().withCloseable { s3 ->
    s3.createBucket { it.bucket("builds-000000000523") }
    s3.putObject({ it.bucket("builds-000000000523").key("images/of-another") }, RequestBody.fromString("x"))
}
// A user and a service role that may do what ami:policy says; src/test/truth holds every call to that.
def written = Console.maven(basedir, basedir, "ami:policy", "-Drights.profile=none")
assert written.says("Policy of the caller: ") : written.text()
context.userProperties.putAll(new GrantedPolicies(cloud, basedir).grant())
return true
