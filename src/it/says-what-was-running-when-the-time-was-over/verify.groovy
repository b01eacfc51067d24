import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def failure = Console.of(basedir).failure()
assert failure.contains("20-hangs.sh") && failure.contains("15 s")
assert failure.contains("<provisionTimeout>") && failure.contains("-Dami.provisionTimeout")
assert cloud.inventory().findAll { !it.startsWith("stack ") } == []
