import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)
assert !console.hasStackTrace()

// With a service role it went well, though the function was refused at first.
assert console.says("BUILD SUCCESS")
assert console.properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert cloud.read("/etc/baked") == "baked\n"
def refused = cloud.requests().findAll { it.errorCode == "UnauthorizedOperation" && it.principal.contains(":assumed-role/") }
assert refused.size() > 1
assert cloud.requests().count { it.action == "CreateImage" && it.status == 200 } == 1

// Without a service role the bake failed, and said what it needs.
def failure = console.text().substring(0, console.text().indexOf("BUILD SUCCESS"))
assert failure.contains("The security token included in the request is expired")
assert failure.contains("Name a role that outlives them (<configuration><roleArn>, -Dami.roleArn)")
