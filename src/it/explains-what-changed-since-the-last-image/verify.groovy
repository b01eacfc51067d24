import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def id = cloud.image().imageId()
assert Console.of(basedir).says("There is no") == false
assert Console.of(basedir).says("Nothing changed: " + id)

// Another folder, which never saw the first bake, knows from AWS alone.
def elsewhere = new File(basedir, "target/elsewhere")
Console.copyProject(basedir, elsewhere)
new File(elsewhere, "src/main/ami/provision/10-hello.sh") << "echo more > /etc/more\n"
new File(elsewhere, "src/main/ami/files/etc/motd").delete()
new File(elsewhere, "src/main/ami/files/etc/issue").text = "hi\n"
def told = Console.maven(elsewhere, basedir, "ami:bake", "-Dami.explain", "-Dami.instanceType=t3.large")
["changed  script 10-hello.sh", "changed  instanceType", "added    file etc/issue", "removed  1 thing",
 "A bake would create stack"].each { assert told.says(it) : it }
assert cloud.calls().CreateStack == 1

// A real bake says it in one line, and names what is gone where it is known; a new version explains itself.
["provision/10-hello.sh", "files/etc/issue"].each {
    new File(basedir, "src/main/ami/" + it).text = new File(elsewhere, "src/main/ami/" + it).text
}
new File(basedir, "src/main/ami/files/etc/motd").delete()
def pom = new File(basedir, "pom.xml")
pom.text = pom.text.replace("<version>1.0</version>", "<version>1.1</version>")
def baked = Console.maven(basedir, basedir, "ami:bake")
assert baked.says("changed script 10-hello.sh, stackName, version 1.0 -> 1.1; added file etc/issue; removed file etc/motd.")
assert cloud.calls().CreateStack == 2
