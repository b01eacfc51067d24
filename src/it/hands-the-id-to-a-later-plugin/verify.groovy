import io.github.amibaker.it.Cloud

def image = Cloud.of(basedir).image()
def seen = new File(basedir, "target/seen").text
assert seen.startsWith("${image.imageId()} ${image.name()} x86_64 ami-")
assert seen.endsWith('[${ami.region}]') : "what is a parameter too would configure the next execution"
