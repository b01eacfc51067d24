import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def other = Console.ended(context.get("other"), new File(basedir, "target-of-the-other"))

assert other.says("BUILD SUCCESS")
assert cloud.images().size() == 1 && cloud.calls().RunInstances == 1
assert other.properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert Console.of(basedir).properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert Console.of(basedir).says("Joining the bake") || other.says("Joining the bake")

// Two modules with one stack name, and two executions in one of them, side by side in one reactor.
def reactor = new File(basedir, "reactor")
def version = (new File(basedir, "pom.xml").text =~ /ami-maven-plugin<.artifactId>\s*<version>(.+)</)[0][1]
def parent = new File(reactor, "pom.xml")
parent.text = parent.text.replace("PLUGIN", version) // the invoker fills in the pom of the test only
// No builder runs before one of the modules has joined the other's bake.
def build = { String... words ->
    cloud.set([instancePendingSeconds: 3600])
    def modules = Console.start(reactor, basedir, *(["-T2", "-fae", "package"] + words.toList()))
    try {
        cloud.await("who joins") { new File(reactor, "target/maven.log").text.contains("Joining the bake of stack shared") }
        cloud.set([instancePendingSeconds: 0])
        Console.ended(modules, reactor)
    } finally {
        modules.destroyForcibly().waitFor()
    }
}
def shared = { cloud.images().values().findAll { it.tags().any { tag -> tag.key() == "ami:stack-name" && tag.value() == "shared" } } }
def results = { ["one", "two"].collect { module -> Console.of(basedir).properties("reactor/" + module + "/target/ami.properties") } }
def first = build()
assert first.says("BUILD SUCCESS") && first.says("Joining the bake of stack shared, started by arn:aws:iam::000000000131:root at ")
assert first.says("Nothing changed since ")
assert cloud.calls().RunInstances == 2 && shared().size() == 1
def baked = results()
assert baked[0] == baked[1] : "both say what AWS has, though one of them only joined"
assert baked[0]["ami.id"] == shared()[0].imageId() && baked[0]["ami.name"] == shared()[0].name()

// Both find the stack of other inputs, and remove it at the same time.
def again = build("-Dami.environment=WHAT=other")
assert again.says("BUILD SUCCESS")
assert again.text().count("Deleting stack shared first: it was baked from other inputs.") >= 1
assert cloud.calls().RunInstances == 3 && shared().size() == 2
def anew = results()
assert anew[0] == anew[1] && anew[0]["ami.id"] != baked[0]["ami.id"]

// What fails is a failure for whoever joined, too, by the same cause.
def broken = build("-Dami.environment=WHAT=broken")
assert broken.text().count("10-quick.sh") > 2 && !broken.hasStackTrace()
assert ["one", "two"].every { broken.text() =~ /$it \.+ FAILURE/ }
assert cloud.calls().RunInstances == 4 && shared().size() == 2
assert results() == anew : "results of an earlier bake stay as they are"

// The modules clean their stack at once, then the project cleans its own, and only the images are left.
assert Console.maven(reactor, basedir, "-T2", "ami:clean").says("BUILD SUCCESS")
assert Console.maven(basedir, basedir, "ami:clean").says("BUILD SUCCESS")
def images = cloud.images().values()
assert cloud.inventory() == images.collect { "image " + it.name() } + images.collectMany { cloud.snapshotsOf(it) }.sort()
