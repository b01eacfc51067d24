import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)
def properties = console.properties("target/ami.properties")

assert properties["ami.id"] == cloud.image().imageId()
assert cloud.read("/opt/sample/greeting") == "Hello from the pom\n"
assert cloud.read("/opt/sample/origin") ==~ /baked by ami-io-github-amibaker-it-sample-1-0\S* from ami-\w+ in us-east-1\n/
assert cloud.files()["/etc/systemd/system/sample.service"].mode == "0644"
assert cloud.imageTags().Team == "images"
assert cloud.calls().CreateStack == 1 : "the second package had nothing to bake"
assert cloud.inventory() == ["image " + properties["ami.name"]] + cloud.snapshotsOf(cloud.image()) : "clean left only the image"

println "Image ${properties['ami.id']} (${properties['ami.name']}) got:"
for (file in cloud.files().values()) {
    if (file.path.startsWith("/opt/") || file.path.startsWith("/etc/systemd")) println "  ${file.mode} ${file.path}"
}
