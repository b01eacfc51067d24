import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def log = Console.of(basedir)
def baked = log.properties("target/ami.properties")
def market = { id -> cloud.read(baked["ami." + id + ".id"], "/etc/market") }
assert [market("calm"), market("scarce"), market("taken")] == ["spot", "on-demand", "on-demand"]

def first = new File(basedir, "target/maven.log").text
assert first =~ /There is no Spot capacity available that matches your request\..* Going on with c5.large on demand\./
assert log.text() =~ /AWS took the builder back, t3.small on the spot market: EC2 takes the spot instance back at \S+Z\. Going on with t3.small on demand\./
assert log.text() =~ /Baked ami-\w+ \(market-1.0-taken-\w+\) in us-east-1, on an on-demand instance\./

// Every request was cancelled before its instance was terminated, so that nothing was launched anew and nothing is left.
def requests = cloud.spot().requests()
assert requests.size() == 2 && requests.every { it.stateAsString() == "cancelled" }
assert requests*.spotPrice().every { it.startsWith("0.05") }
def launched = cloud.ec2().describeInstances().reservations()*.instances().flatten()
assert launched.size() == 4 && launched.count { it.instanceLifecycleAsString() == "spot" } == 2
assert cloud.inventory().every { it.startsWith("image ") || it.startsWith("snapshot ") }
assert cloud.images().size() == 3
