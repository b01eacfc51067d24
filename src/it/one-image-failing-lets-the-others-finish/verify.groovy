import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)
assert console.failure().contains("1 of 2 images failed:")
assert console.says("[arm64]") && console.says("10-fails.sh") && console.says("-Dami.images=arm64")
assert !console.hasStackTrace()
assert new File(basedir, "target/ami-console-arm64.log").text.contains("the builder's last words")
assert console.properties("target/ami.properties").keySet().every { it.startsWith("ami.x86_64.") }
assert console.properties("target/ami.properties")["ami.x86_64.id"] == cloud.image().imageId()

// What is wrong with any of them is told before any is baked.
def before = cloud.calls().CreateStack
def both = Console.maven(basedir, basedir, "ami:bake", "-Dami.signal=smoke", "-Dami.imageName=a:b")
assert both.says("2 things are wrong") || both.says("3 things are wrong")
assert Console.maven(basedir, basedir, "ami:bake", "-Dami.images=x86_64,sparc").says('There is no image "sparc" in <images>.')
assert cloud.calls().CreateStack == before
