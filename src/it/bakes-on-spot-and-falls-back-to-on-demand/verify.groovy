import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def log = Console.of(basedir)
def baked = log.properties("target/ami.properties")
def market = { id -> cloud.read(baked["ami." + id + ".id"], "/etc/market") }
assert ["calm", "scarce", "taken", "back", "gone"].collect(market) == ["spot"] + ["on-demand"] * 4

def first = new File(basedir, "target/maven.log").text
assert first =~ /There is no Spot capacity available that matches your request\..* Going on with c5.large on demand\./
assert log.text() =~ /AWS took the builder back, t3.small on the spot market: EC2 takes the spot instance back at \S+Z\. Going on with t3.small on demand\./
assert log.text() =~ /AWS took the builder back, t3.small on the spot market: the spot instance was stopped and started again, as EC2 does when it takes one back\. Going on with t3.small on demand\./
// Whoever watches tells the stack what the builder could not; at once when it joins.
def untold = /EC2 took the spot instance back \(instance-stopped-no-capacity\) without its having told the stack/
assert log.text() =~ untold + /: the stack is told in its place\./
assert log.text() =~ /AWS took the builder back, t3.small on the spot market: / + untold + /\. Going on with t3.small on demand\./
assert log.text() =~ /Baked ami-\w+ \(market-1.0-taken-\w+\) in us-east-1, on an on-demand instance\./

// Every request was cancelled before its instance was terminated, so that nothing was launched anew and nothing is left.
def requests = cloud.spot().requests()
assert requests.size() == 4 && requests.every { it.stateAsString() == "cancelled" }
assert requests*.spotPrice().every { it.startsWith("0.05") }
def launched = cloud.ec2().describeInstances().reservations()*.instances().flatten()
assert launched.size() == 8 && launched.count { it.instanceLifecycleAsString() == "spot" } == 4
assert cloud.inventory().every { it.startsWith("image ") || it.startsWith("snapshot ") }
assert cloud.images().size() == 5
