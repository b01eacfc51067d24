import io.github.amibaker.it.Cloud

assert Cloud.of(basedir).images().size() == 1
def lines = new File(basedir, "build.log").readLines().findAll { !it.startsWith("#") && !it.isBlank() }
assert lines.findAll { it.contains("[INFO]") || it.contains("[WARNING]") || it.contains("ami-") } == []
