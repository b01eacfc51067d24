import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import io.github.amibaker.it.Phone

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)
assert console.says("as arn:aws:sts::000000000570:assumed-role/images/ci-7.")
assert console.says("Baked ami-")
assert cloud.read("/etc/baked") == "baked\n"
def bakes = cloud.requests().findAll { it.action == "CreateStack" }
assert bakes*.principal == ["arn:aws:sts::000000000570:assumed-role/images/ci-7"]
assert !console.says(new File(basedir, "secret").text)

def failure = console.failure()
assert failure.contains("The role arn:aws:iam::000000000570:role/images cannot be assumed: User: arn:aws:iam::000000000570:user/kim is not authorized")
assert failure.contains('"acne"') && failure.contains("-Dami.assumeRole")
assert !console.hasStackTrace()

// A profile behind MFA, its role in place of the pom's: without a terminal the code has to be passed.
new File(basedir, "pom.xml").text = new File(basedir, "pom.xml").text.replaceAll("(?s)<assumeRole>.*</assumeRole>", "")
def validate = ["-X", "-Daws.configFile=aws-config", "-DawsProfile=admin", "ami:validate"] as String[]
assert Console.maven(basedir, basedir, validate).failure().contains("Pass the code that the device shows now: -Dami.mfaCode=123456")
def code = Phone.code(new File(basedir, "seed").text)
def admitted = Console.maven(basedir, basedir, validate + ("-Dami.mfaCode=" + code))
assert admitted.says("as arn:aws:sts::000000000570:assumed-role/admin/ami-maven-plugin.") : admitted.text()
assert !admitted.says(code)
