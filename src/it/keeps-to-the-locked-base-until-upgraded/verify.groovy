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

// The team moves its parameter: the lock means more, until it is upgraded.
def next = cloud.ssm().getParameter { it.name("/aws/service/debian/release/13/latest/amd64") }.parameter().value()
cloud.ssm().putParameter { it.name("/team/base").value(next).overwrite(true) }
assert Console.maven(basedir, basedir, "package").says("nothing to bake")
assert lock.text == locked
def upgraded = Console.maven(basedir, basedir, "ami:upgrade-base", "package")
assert upgraded.says("Base image ssm:/team/base in us-east-1: from ${old} (${name}, made 2026-07-20) to ${next} (debian-13-amd64-20261012-2263, made 2026-10-12).")
assert lock.text.contains("id = ${next}\n") && !lock.text.contains(old)
assert first.properties("target/ami.properties")["ami.baseImageId"] == next
assert cloud.images().values()*.sourceImageId() as Set == [old, next] as Set
