import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def orphans = new File(basedir, "orphans.txt").readLines()
def before = new File(basedir, "before.txt").readLines()
// In an inventory images go by their names, in a listing by their ids.
def listed = { Console console, String begin -> console.text().readLines().findAll { it.startsWith(begin) } }

// Listing tells each of them, with its stack, and nothing else; and deletes nothing.
def listing = Console.of(basedir)
def lines = listed(listing, "[INFO]   ")
assert lines.size() == orphans.size() && lines.every { it.contains("  of gone  ") }
orphans.findAll { !it.startsWith("image ") }.each { one -> assert lines.any { it.contains(one.substring(one.lastIndexOf(" ") + 1)) } : one }
assert listing.says("In all ${orphans.size()}. Nothing was deleted: mvn ami:clean -Dami.orphans=delete does.")
assert cloud.inventory() == before

// What cannot be deleted keeps nothing else, and is told in the end.
cloud.fault([action: "DeleteSecurityGroup", times: 1, code: "DependencyViolation", message: "resource sg-1 has a dependent object"])
def first = Console.maven(basedir, basedir, "ami:clean", "-Dami.orphans=delete")
def group = orphans.find { it.startsWith("security group ") }
assert first.says("BUILD FAILURE") && !first.hasStackTrace()
assert first.failure().contains("The $group: ec2:DeleteSecurityGroup failed: DependencyViolation: resource sg-1 has a dependent object")
assert first.failure().contains("aws ec2 describe-network-interfaces")
assert cloud.inventory() == before - (orphans - group)

// A second run, in a folder without a project, deletes the rest.
def empty = new File(basedir, "target/empty")
empty.mkdirs()
def version = (new File(basedir, "pom.xml").text =~ /<version>([^<]+)<\/version>\s*<configuration>/)[0][1]
def second = Console.maven(empty, basedir, "io.github.amibaker:ami-maven-plugin:$version:clean" as String, "-Dami.region=us-east-1", "-Dami.orphans=delete")
assert second.says("Deleted $group of gone (gone).") && second.says("Deleted 1 orphan.")
assert cloud.inventory() == before - orphans
