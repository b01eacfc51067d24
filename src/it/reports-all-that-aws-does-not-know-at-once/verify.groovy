import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def failure = Console.of(basedir).failure()
["/no/such/parameter", "subnet-0123456789abcdef0", "sg-0123456789abcdef0"].each { assert failure.contains(it) }
["baseImage", "subnetId", "securityGroupIds"].each { assert failure.contains("-Dami.${it}") }
assert Cloud.of(basedir).inventory() == []
