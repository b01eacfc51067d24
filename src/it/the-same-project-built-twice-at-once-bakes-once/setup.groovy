import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import io.github.amibaker.it.Meanwhile

// The other build of the same project, in a checkout of its own; the invoker's build begins while this one does. The bake
// lasts until one of them has joined the other.
def cloud = Cloud.of(basedir)
cloud.set([stopHangs: true])
def elsewhere = new File(basedir, "target-of-the-other")
Console.copyProject(basedir, elsewhere)
context.put("other", Console.start(elsewhere, basedir, "package"))
def logs = [new File(basedir, "build.log"), new File(elsewhere, "target/maven.log")]
def joined = { logs.any { it.exists() && it.text.contains("Joining the bake") } }
Meanwhile.once(cloud, "who joins", { joined() }, { cloud.set([stopHangs: false]) })
return true
