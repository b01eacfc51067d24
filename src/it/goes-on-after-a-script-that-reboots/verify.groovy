import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import java.security.MessageDigest

def cloud = Cloud.of(basedir)
def sum = MessageDigest.getInstance("SHA-256").digest("canary-of-ssm-7d1ecanary-of-the-environment".bytes).encodeHex()
assert cloud.read("/etc/told").startsWith("before\n$sum")

def left = cloud.files().findAll { path, file -> path.contains("ami-bake") }
assert left.isEmpty() : "of the work folder and of what goes on at the boot"
def told = cloud.files().findAll { path, file -> file.type == "file" && new String(cloud.file(path)) =~ /canary|X-Amz-Signature|AWSAccessKeyId/ }
assert told.isEmpty()

def said = Console.of(basedir).text()
assert said.contains("[builder] ami-bake: script kernel rebooted the builder")
assert said.contains("[builder] ami-bake: script 2/2 after")
assert said.contains("Provisioning failed: the builder rebooted while kernel ran") : "the second build, that did not expect it"
assert said.contains("<expectReboot>true</expectReboot>")
