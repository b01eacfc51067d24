import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
assert cloud.calls().CreateStack == 1
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
assert Console.of(basedir).properties("target/ami.properties")["ami.id"] == cloud.image().imageId()

// The same project, built from another folder with other times: the same inputs.
def elsewhere = new File(basedir, "target/elsewhere")
Console.copyProject(basedir, elsewhere)
def second = Console.maven(elsewhere, basedir, "package")
assert second.says("BUILD SUCCESS")
assert cloud.calls().CreateStack == 1
assert second.properties("target/ami.properties") == Console.of(basedir).properties("target/ami.properties")

// A changed script is another image.
new File(elsewhere, "src/main/ami/provision/10-hello.sh") << "echo more > /etc/more\n"
assert Console.maven(elsewhere, basedir, "package").says("BUILD SUCCESS")
assert cloud.calls().CreateStack == 2 && cloud.images().size() == 2
