import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import java.util.concurrent.TimeUnit

def cloud = Cloud.of(basedir)
// Maven switches colours off at the very end, whether it had any or not.
def last = { Console console -> console.text().replaceAll(/\u001b\[[0-9;]*m/, "").readLines().findAll { !it.isBlank() }.last() }
// A shell that runs the suite in the background lets it ignore SIGINT, and all that it starts; then SIGTERM serves.
def ignored = Long.parseUnsignedLong(new File("/proc/self/status").readLines().find { it.startsWith("SigIgn:") }.split(/\s+/)[1], 16)
def interruptSignal = (ignored & 2L) == 0 ? [name: "INT", number: 2] : [name: "TERM", number: 15]
// Sends the signal once the bake is watched, and returns what was said and how Maven ended.
def end = { String what, String signal, Closure<Boolean> seen, String... goals ->
    def client = Console.start(basedir, basedir, goals)
    try {
        cloud.await(what) { seen(it) }
        new ProcessBuilder("kill", "-" + signal, "" + client.pid()).inheritIO().start().waitFor()
        assert client.waitFor(4, TimeUnit.SECONDS): "Maven goes on after SIG" + signal
    } finally {
        client.destroyForcibly().waitFor()
    }
    [console: Console.ended(client, basedir), exit: client.exitValue()]
}

// Ended from outside: the last line says what goes on; the exit code is the one of the virtual machine.
def polled = { it.calls().DescribeStackEvents ?: 0 }
def term = end("a builder", "TERM", { it.calls().containsKey("RunInstances") && polled(it) > 1 }, "package")
def stack = cloud.cloudFormation().withCloseable { it.describeStacks().stacks()[0].stackName() }
assert stack.startsWith("ami-io-github-amibaker-it-ended-1-0")
assert term.exit == 128 + 15
assert last(term.console).contains("in the stack " + stack) && last(term.console).contains("mvn ami:bake")
assert !term.console.hasStackTrace()

def before = polled(cloud)
def interrupt = end("the bake to be joined", interruptSignal.name, { polled(it) > before }, "package")
assert interrupt.exit == 128 + interruptSignal.number
assert last(interrupt.console).contains("in the stack " + stack) && last(interrupt.console).contains("mvn ami:bake")
assert cloud.stackStatuses() == ["CREATE_IN_PROGRESS"]

// Ended by its own limit.
def late = Console.maven(basedir, basedir, "package", "-Dami.timeout=3s")
assert late.failure().contains("The time for the goal, 3.0 s (<configuration><timeout>, -Dami.timeout), is over")
assert late.failure().contains("the stack " + stack + " stays in AWS, still going on: ")
assert late.failure().contains("mvn ami:bake takes the watching up again")
assert !late.hasStackTrace()
assert cloud.stackStatuses() == ["CREATE_IN_PROGRESS"]

// And taken up to its end: one stack, one image.
def joined = Console.maven(basedir, basedir, "package")
assert joined.says("Joining the bake of stack " + stack) && joined.says("BUILD SUCCESS")
assert joined.properties("target/ami.properties")["ami.id"] == cloud.image().imageId()
assert cloud.read("/etc/baked") == "baked\n"
assert cloud.calls().CreateStack == 1 && cloud.calls().CreateImage == 1

// A deletion that is left alone goes on too, and is taken up.
def clean = end("the deletion to begin", "TERM", { it.calls().containsKey("DeleteStack") && polled(it) > 1 }, "ami:clean")
assert clean.exit == 128 + 15
assert last(clean.console).contains("goes on deleting the stack " + stack) && last(clean.console).contains("mvn ami:clean")
assert Console.maven(basedir, basedir, "ami:clean").says("BUILD SUCCESS")
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
