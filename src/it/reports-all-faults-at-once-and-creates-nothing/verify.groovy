import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def console = Console.of(basedir)
def failure = console.failure()
["baseImage", "stackName", "imageName", "provisionTimeout", "signal", "teardown", "onFailure", "tags", "endpoint", "provisionDirectory"].each {
    assert failure.contains("<configuration><${it}>") && failure.contains("-Dami.${it}")
}
["9 lives", "13h", "smoke", "never", "cry", "aws:x", "nowhere", "src/main/ami/provision"].each { assert failure.contains(it) }
assert !console.hasStackTrace()
assert Cloud.of(basedir).requests() == [] : "refused before AWS is called"
