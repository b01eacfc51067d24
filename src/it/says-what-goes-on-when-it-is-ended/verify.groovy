import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import io.github.amibaker.it.Meanwhile
import java.util.concurrent.TimeUnit

def cloud = Cloud.of(basedir)
// Maven switches colours off at the very end, whether it had any or not.
def last = { Console console -> console.text().replaceAll(/\u001b\[[0-9;]*m/, "").readLines().findAll { !it.isBlank() }.last() }
// A shell that runs the suite in the background lets it ignore SIGINT, and all that it starts; then SIGTERM serves.
def ignored = Long.parseUnsignedLong(new File("/proc/self/status").readLines().find { it.startsWith("SigIgn:") }.split(/\s+/)[1], 16)
def numbers = [INT: (ignored & 2L) == 0 ? 2 : 15, TERM: 15]
def count = { String action, Closure<String> about ->
    def what = about()
    cloud.requests().count { it.action == action && it.parameters.toString().contains(what) }
}
// Sends the signal once this action is called once more (about this), and returns the last line.
def end = { String signal, String action, Closure<String> about, String... goals ->
    def before = count(action, about)
    def client = Console.start(basedir, basedir, goals)
    try {
        cloud.await(action, { count(action, about) > before }) {
            new ProcessBuilder("kill", "-" + numbers[signal], "" + client.pid()).inheritIO().start().waitFor()
        }
        assert client.waitFor(10, TimeUnit.SECONDS): "10 s after SIG" + signal + " during " + action + " Maven is still there; a call that hangs is given up after 15"
    } finally {
        client.destroyForcibly().waitFor()
    }
    assert client.exitValue() == 128 + numbers[signal]
    def console = Console.ended(client, basedir)
    assert !console.hasStackTrace()
    last(console)
}
def hang = { String action, Object when -> cloud.fault([action: action, times: 1, hang: when]) }
def anything = { "" }
// Until there is an image no call can be about it.
def theImage = { cloud.images().values()*.imageId().find() ?: "none yet" }

// The bake lasts until all was seen that is to be seen while it does.
cloud.set([stopHangs: true])

// Before anything is made, in the middle of a call that nobody answers.
hang("GetParameter", "before")
def line = end("INT", "GetParameter", anything, "package", "-q")
def stack = (line =~ /if the stack (ami-io-github-amibaker-it-ended-1-0-\w+) bakes, that goes on/)[0][1]
assert line.contains("made nothing in AWS yet") && line.contains("mvn ami:bake")
hang("GetParameter", "before")
def asked = cloud.calls().GetParameter
def early = Console.maven(basedir, basedir, "package", "-Dami.timeout=10s")
assert cloud.calls().GetParameter == asked + 1 : "a call that hangs is made again after 15 s"
assert early.failure().contains("The time for the goal, 10 s (<configuration><timeout>, -Dami.timeout), is over.")
assert early.failure().contains("made nothing in AWS yet") && !early.hasStackTrace()
assert cloud.inventory() == []

// Between CreateStack and its answer: the next build joins what it began.
hang("CreateStack", "after")
line = end("TERM", "CreateStack", anything, "package")
assert line.contains("AWS was asked to create the stack " + stack) && line.contains("mvn ami:bake joins it") && line.contains("mvn ami:clean")
hang("DescribeStackEvents", "before")
line = end("INT", "DescribeStackEvents", anything, "package")
assert line.contains("The bake goes on in AWS, in the stack " + stack) && line.contains("mvn ami:bake") && line.contains("mvn ami:clean")
assert cloud.stackStatuses() == ["CREATE_IN_PROGRESS"]

// Ended by its own limit.
def late = Console.maven(basedir, basedir, "package", "-Dami.timeout=15s")
assert late.failure().contains("The time for the goal, 15 s (<configuration><timeout>, -Dami.timeout), is over")
assert late.failure().contains("the stack " + stack + " stays in AWS, still going on: ")
assert late.failure().contains("mvn ami:bake takes the watching up again")
assert !late.hasStackTrace()
assert cloud.stackStatuses() == ["CREATE_IN_PROGRESS"]

// While EC2 makes the image, of a bake and of a clean, which waits for it. Who came only then would look whether there is
// one before waiting for it, so the bake goes on once it is watched.
cloud.set([imagePendingSeconds: 3600])
def looks = cloud.calls().DescribeStackEvents
Meanwhile.once(cloud, "who watches", { it.calls().DescribeStackEvents > looks }, { cloud.set([stopHangs: false]) })
line = end("INT", "DescribeImages", theImage, "package")
assert line.contains("EC2 goes on making the image " + cloud.image().imageId() + " of the stack " + stack) && line.contains("mvn ami:bake")
line = end("TERM", "DescribeImages", theImage, "ami:clean")
assert line.contains("The stack " + stack + " is not being deleted yet") && line.contains("mvn ami:clean")

// And taken up to its end: one stack, one image.
cloud.set([imagePendingSeconds: 0])
assert Console.maven(basedir, basedir, "package").says("BUILD SUCCESS")
assert Console.of(basedir).properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert cloud.read("/etc/baked") == "baked\n"
assert cloud.calls().CreateStack == 1 && cloud.calls().CreateImage == 1

// A deletion that is left alone goes on too, and is taken up.
hang("DeleteStack", "after")
line = end("TERM", "DeleteStack", anything, "ami:clean")
assert line.contains("AWS was asked to delete the stack " + stack) && line.contains("mvn ami:clean")
assert Console.maven(basedir, basedir, "ami:clean").says("BUILD SUCCESS")
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
