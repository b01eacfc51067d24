import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)

assert console.says("first ran") && !console.says("third ran")
def failure = console.failure()
assert failure.contains("20-breaks.sh") && failure.contains("line 5") && failure.contains("ls /no/such/folder") && failure.contains("exit code 2")
assert failure.contains("No such file or directory") : "the log's last lines"
assert failure.contains("mvn ami:clean") || failure.contains("mvn ami:bake")
assert !console.hasStackTrace()
assert cloud.inventory().findAll { !it.startsWith("stack ") } == [] : "nothing but the stack's own record is left"
assert cloud.calls().CreateImage == null
assert failure.contains("ami-console.log")
assert new File(basedir, "target/ami-console.log").text.contains("No such file or directory") : "the builder's last lines"
