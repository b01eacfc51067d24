import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def console = Console.of(basedir)
assert console.text().count("precious") > 1 && console.says("Owner=somebody else")
assert console.says("<stackName>") && console.says("-Dami.stackName")
assert Cloud.of(basedir).inventory().contains("stack precious") : "never touched"
assert Cloud.of(basedir).calls().DeleteStack == null
