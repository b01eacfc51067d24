import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)
def results = console.properties("target/ami.properties")
assert !results.containsKey("ami.id")
["x86_64", "arm64"].each { id ->
    def image = cloud.images().values().find { it.imageId() == results["ami." + id + ".id"] }
    assert image.architectureAsString() == id && results["ami." + id + ".architecture"] == id
    def tags = image.tags().collectEntries { [it.key(), it.value()] }
    assert tags["ami:image"] == id && tags["Team"] == "web" : "what is common is of both"
    assert console.says("[" + id + "] Nothing is wrong, nothing was created. A bake would bake nothing")
    assert new File(basedir, "target/ami/" + id + "/template.yaml").text.contains("both-1.0-" + id)
}
def order = cloud.requests().findAll { it.action in ["CreateStack", "CreateImage"] }*.action
assert order == ["CreateStack", "CreateStack", "CreateImage", "CreateImage"] : "side by side"
def images = cloud.images().values()
assert cloud.inventory().sort() == images.collectMany { ["image " + it.name()] + cloud.snapshotsOf(it) }.sort()
