import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def properties = new File(basedir, "target/ami.properties")
assert cloud.calls().CreateStack == 1 && cloud.images().size() == 1
def log = new File(basedir, "build.log").text
assert properties.lastModified() < cloud.secondRun().toEpochMilli() : "not rewritten when unchanged"
