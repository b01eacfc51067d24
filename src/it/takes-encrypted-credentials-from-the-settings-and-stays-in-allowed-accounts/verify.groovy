import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

// src/test/truth holds every call of this account to the policies.
def console = Console.of(basedir)
assert console.says("Account 000000000242, region us-east-1, as arn:aws:iam::000000000242:user/kim.")
assert console.says("Baked ami-")
assert console.says("[DEBUG]")
["Not checked", "not simulated", "beforehand"].each { assert !console.says(it) }
def secret = new File(basedir, "secret").text
assert secret.length() > 30
assert !console.says(secret)
new File(basedir, "target").eachFileRecurse { if (it.file) assert !it.getText("ISO-8859-1").contains(secret) : it }

def failure = console.failure()
assert failure.contains("account 000000000243") && failure.contains("only 000000000242 is allowed")
assert failure.contains("-Dami.allowedAccounts")

def cloud = Cloud.of(basedir)
def bakes = cloud.requests().findAll { it.action == "CreateStack" }
assert bakes*.principal == ["arn:aws:iam::000000000242:user/kim"]
assert cloud.stackStatuses() == []
assert cloud.images().size() == 1
