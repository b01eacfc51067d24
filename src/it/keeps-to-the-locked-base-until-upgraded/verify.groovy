import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def first = Console.of(basedir)
def lock = new File(basedir, "src/main/ami/base.lock")
def locked = lock.text
def old = first.properties("target/ami.properties")["ami.baseImageId"]
def name = "al2023-ami-2023.9.20260714.0-kernel-6.1-x86_64"
assert locked.endsWith("[ssm:/team/base in us-east-1]\nid = ${old}\nname = ${name}\ncreated = 2026-07-20T18:44:02Z\n")
assert first.says("Locked base image ssm:/team/base in us-east-1: ${old} (${name})")
assert first.says("The base image ${old} (${name}) is deprecated since ")

// The team moves its parameter: the lock means more.
def published = { cloud.ssm().getParameter { p -> p.name("/aws/service/debian/release/${it}/latest/amd64") }.parameter().value() }
def move = { image -> cloud.ssm().putParameter { it.name("/team/base").value(image).overwrite(true) } }
def (next, last) = [published(12), published(13)]
move(next)
assert Console.maven(basedir, basedir, "package").says("nothing to bake")
assert lock.text == locked

// Without a lock a bake begins from the new one; the team moves on while nobody watches, and who comes back joins. Its
// builder does not stop before that was seen.
cloud.set([stopHangs: true])
def client = Console.start(basedir, basedir, "package", "-Dlock=false")
cloud.await("the second builder") { cloud.calls().RunInstances == 2 }
client.destroyForcibly().waitFor()
move(last)
def joined = Console.start(basedir, basedir, "package", "-Dlock=false")
def told = "The bake in progress began from ${next}, which ssm:/team/base meant then; now it is ${last}."
cloud.await(told) { new File(basedir, "target/maven.log").text.contains(told) }
cloud.set([stopHangs: false])
assert Console.ended(joined, basedir).says("Baked ami-")
assert first.properties("target/ami.properties")["ami.baseImageId"] == next
assert cloud.images().values()*.sourceImageId() as Set == [old, next] as Set

def upgraded = Console.maven(basedir, basedir, "ami:upgrade-base")
assert upgraded.says("Base image ssm:/team/base in us-east-1: from ${old} (${name}, made 2026-07-20) to ${last} (debian-13-amd64-20261012-2263, made 2026-10-12).")
assert lock.text.contains("id = ${last}\n") && !lock.text.contains(old)
