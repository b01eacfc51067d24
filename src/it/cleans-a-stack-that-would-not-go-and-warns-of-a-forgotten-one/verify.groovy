import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import io.github.amibaker.it.Remains
import java.time.Duration
import java.time.Instant

def cloud = Cloud.of(basedir)
def leftover = { String type -> cloud.inventory().findAll { it.startsWith(type) } }
def image = ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())

// The stack has its deadline in a tag, and what it made has its id; the image has neither more nor less than before.
def remains = new Remains(cloud)
assert Duration.between(remains.created("stuck"), Instant.parse(remains.tagsOf("stuck")["ami:deadline"])).toMinutes() in [479L, 480L]
assert remains.markedBy("stuck") == ["image", "instance", "log-group", "security-group", "snapshot", "volume"] as Set
assert !cloud.imageTags().containsKey("ami:deadline")

// A bake warns of the stack that was forgotten; the command in the warning removes it, from a project with another name.
def warning = Console.of(basedir).text().readLines().find { it.contains("past its deadline") }
def late = warning =~ /^\[WARNING\] The stack forgotten is 3 h (\d+) min past its deadline, started by arn:aws:iam::${cloud.account()}:user\/kim\./
def deadline = Instant.parse(remains.tagsOf("forgotten")["ami:deadline"])
assert late.find() && (late.group(1) as int) in 10..Duration.between(deadline, Instant.now()).toMinutesPart()
def command = (warning =~ /To remove it: mvn (.+)$/)[0][1].split(" ")
assert Console.maven(basedir, basedir, command).says("BUILD SUCCESS")
assert leftover("stack") == ["stack stuck"]

// A deletion that fails tells what and why.
cloud.set([deleteFailures: [ImageRole: "Cannot delete entity, must detach all policies first."]])
def first = Console.maven(basedir, basedir, "ami:clean")
assert first.failure().contains("The stack stuck could not be deleted, it is DELETE_FAILED:")
assert first.failure().contains("ImageRole (AWS::IAM::Role stuck-ImageRole-") && first.failure().contains("must detach all policies first.")
assert first.failure().contains("list-attached-role-policies") && first.failure().contains("mvn ami:clean again")
assert !first.hasStackTrace() && cloud.stackStatuses() == ["DELETE_FAILED"]

// The next one tries again, and gets further.
def group = leftover("security group")[0]
def groupId = group.substring(group.lastIndexOf(" ") + 1)
cloud.set([deleteFailures: [BuilderSecurityGroup: "resource $groupId has a dependent object" as String]])
def second = Console.maven(basedir, basedir, "ami:clean")
assert second.says("The last deletion of the stack stuck failed; trying again.")
assert second.failure().contains("BuilderSecurityGroup (AWS::EC2::SecurityGroup stuck-BuilderSecurityGroup-") && second.failure().contains("resource $groupId has a dependent object")
assert second.failure().contains("describe-network-interfaces") && second.failure().contains("is let go of")
assert cloud.inventory() == ["stack stuck", group] + image

// What keeps the stack twice and costs nothing is let go of; it is told, and a search for orphans finds it.
def third = Console.maven(basedir, basedir, "ami:clean")
assert third.says("BUILD SUCCESS") && third.says("[WARNING] The stack stuck was deleted without what could not be deleted twice")
assert cloud.inventory() == [group] + image
assert Console.maven(basedir, basedir, "ami:clean", "-Dami.orphans=delete").says("Deleted $group of stuck")
assert cloud.inventory() == image
