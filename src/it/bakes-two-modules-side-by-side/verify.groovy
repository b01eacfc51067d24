import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)
def one = console.properties("one/target/ami.properties")
def two = console.properties("two/target/ami.properties")
assert cloud.images().values()*.imageId() as Set == [one["ami.id"], two["ami.id"]] as Set
assert cloud.images().size() == 2
def times = cloud.requests().findAll { it.action in ["CreateStack", "CreateImage"] }*.action
assert times == ["CreateStack", "CreateStack", "CreateImage", "CreateImage"] : "both baked at the same time"
