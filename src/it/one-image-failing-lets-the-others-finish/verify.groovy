import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import java.util.concurrent.TimeUnit

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)
assert console.failure().contains("1 of 2 images failed:")
assert console.says("[arm64]") && console.says("10-fails.sh") && console.says("-Dami.images=arm64")
assert !console.hasStackTrace()
assert new File(basedir, "target/ami-console-arm64.log").text.contains("the builder's last words")
assert console.properties("target/ami.properties").keySet().every { it.startsWith("ami.x86_64.") }
assert console.properties("target/ami.properties")["ami.x86_64.id"] == cloud.image().imageId()

// What is wrong with any of them is told before any is baked.
def before = cloud.calls().CreateStack
def both = Console.maven(basedir, basedir, "ami:bake", "-Dami.signal=smoke", "-Dami.imageName=a:b")
assert both.says("2 things are wrong") || both.says("3 things are wrong")
assert Console.maven(basedir, basedir, "ami:bake", "-Dami.images=x86_64,sparc").says('There is no image "sparc" in <images>.')
assert cloud.calls().CreateStack == before

// Ended from outside while both bake: of each the stack is named, and the command that joins them.
cloud.set([instancePendingSeconds: 3600])
def client = Console.start(basedir, basedir, "package", "-Dami.force")
try {
    cloud.await("both stacks") { it.calls().CreateStack == before + 2 }
    new ProcessBuilder("kill", "-15", "" + client.pid()).inheritIO().start().waitFor()
    assert client.waitFor(10, TimeUnit.SECONDS)
} finally {
    client.destroyForcibly().waitFor()
    cloud.set([instancePendingSeconds: 0])
}
def lastOf = { id -> Console.ended(client, basedir).text().readLines().findAll { it.contains("[" + id + "] ") }.last() }
assert lastOf("x86_64") =~ /stack ami-\S*one-fails\S*x86-64.* mvn ami:bake/
assert lastOf("arm64") =~ /stack ami-\S*one-fails\S*arm64.* mvn ami:bake/
