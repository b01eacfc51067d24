import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

def cloud = Cloud.of(basedir)
// The first of the two was never heard.
def once = { assert cloud.calls().CreateStack == 2 && cloud.calls().RunInstances == 1 && cloud.calls().CreateImage == 1 && cloud.images().size() == 1 }
def results = { Console.of(basedir).properties("target/ami.properties") }

once()
def baked = results()
assert baked["ami.id"] == cloud.image().imageId()
assert cloud.read("/etc/baked") == "baked\n"

// Ended while it writes the results: it has written one, and a pipe that nobody reads holds it up at the other.
def properties = new File(basedir, "target/ami.properties")
def manifest = new File(basedir, "target/ami.json")
def end = { int signal ->
    properties.delete()
    manifest.delete()
    assert ["mkfifo", manifest.path].execute().waitFor() == 0
    def client = Console.start(basedir, basedir, "package")
    try {
        cloud.await("the first of the results") { properties.exists() }
        assert ["kill", "-" + signal, "" + client.pid()].execute().waitFor() == 0
        assert client.waitFor(30, TimeUnit.SECONDS): "nobody ever reads the pipe"
    } finally {
        client.destroyForcibly().waitFor()
        manifest.delete()
    }
    assert client.exitValue() == 128 + signal
    Console.ended(client, basedir)
}
end(9)
assert Console.maven(basedir, basedir, "package").says("nothing to bake")
assert results() == baked && manifest.text.contains(baked["ami.id"])
assert end(15).text().replaceAll(/\u001b\[[0-9;]*m/, "").readLines().findAll { !it.isBlank() }.last()
    .contains("The image " + baked["ami.id"] + " of the stack " + baked["ami.stackName"] + " is there. mvn ami:bake bakes nothing then")

// One is half there, the other is not; and with no room for them at first.
properties.text = properties.text.take(60)
manifest.delete()
Files.createSymbolicLink(new File(basedir, "full").toPath(), Path.of("/dev/full"))
def full = Console.maven(basedir, basedir, "package", "-Dami.manifestFile=full")
assert full.failure().contains("Image " + baked["ami.id"] + " is there, but its results could not be written: " + new File(basedir, "full") + ": No space left on device.")
assert full.failure().contains("-Dami.manifestFile") && full.failure().contains("run mvn ami:bake again: it finds the image and bakes nothing")
assert !full.hasStackTrace()
assert Console.maven(basedir, basedir, "package").says("nothing to bake")
assert results() == baked && manifest.text.contains(baked["ami.id"])
once()

// A target that nothing can be written to is found before anything is done.
def elsewhere = new File(basedir, "another-machine")
def refused = Console.maven(elsewhere, basedir, "package", "-Dami.propertiesFile=pom.xml/ami.properties")
assert refused.failure().contains("pom.xml/ami.properties") && refused.failure().contains("-Dami.propertiesFile")
assert Console.maven(elsewhere, basedir, "package").says("nothing to bake")
assert Console.of(basedir).properties("another-machine/target/ami.properties") == baked

// A clean that is killed while AWS deletes is taken up by the next one.
def clean = Console.start(basedir, basedir, "ami:clean")
try {
    cloud.await("the deletion to begin") { it.calls().containsKey("DeleteStack") }
} finally {
    clean.destroyForcibly().waitFor()
}
assert Console.maven(basedir, basedir, "ami:clean").says("BUILD SUCCESS")
once()
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
