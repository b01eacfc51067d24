import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
assert Console.of(basedir).says("Apache Maven 3.6.3")
assert cloud.read("/etc/baked") == "baked\n"
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())

// Several images from one execution: what is common, and what is one's own.
def templates = ["x86_64", "arm64"].collectEntries { [it, new File(basedir, "target/ami/" + it + "/template.yaml").text] }
assert templates.values().every { it.contains('"web"') } && !templates["x86_64"].contains('"Stage"')
assert templates["arm64"].contains("own-name") && templates["arm64"].contains('"Stage"')
