import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def failure = Console.of(basedir).failure()
assert failure.contains("10-breaks.sh") && failure.contains("line 4") && failure.contains("cat /no/such/file")
assert failure.contains("ami-console.log")
assert new File(basedir, "target/ami-console.log").text.contains("10-breaks.sh") : "the builder's last lines"
assert Cloud.of(basedir).inventory().findAll { !it.startsWith("stack ") } == []
