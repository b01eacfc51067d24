import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
assert cloud.read("/etc/order") == 'first it\'s "mine" alone all\nsecond  all\n'
assert cloud.read("/etc/awkward") ==
    'it\'s "quoted" ${x} $${y} $$ \\ `tick` &amp; <tag> [=x] %s \u00e9\n  indented\n'
assert cloud.read("/etc/tries") == "x\nx\n"
assert cloud.read("/etc/python") == "it ran\n"

def said = Console.of(basedir).text()
assert said.contains("[builder] ami-bake: script 4/5 flaky, attempt 2/4")
assert said.contains("Provisioning failed: mine.py timed out after 2 s") : "the second build, in which it is slow"
