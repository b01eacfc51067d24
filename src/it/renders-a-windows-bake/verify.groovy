import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

// src/test/truth holds the template to cfn-lint. Nothing here can run Windows: nothing is baked.
def template = new File(basedir, "target/ami/template.yaml").text
assert template.contains("{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}}")
assert template.contains('InstanceType: "t3.medium"')
def userData = new File(basedir, "target/ami/user-data.ps1").text
assert userData.startsWith("<powershell>") && userData.contains("<detach>true</detach>")

def console = Console.of(basedir)
assert console.text().count("would create") == 1 : console.text()
assert console.text().contains("is of Linux, which does not know what runs 10-hello.ps1, 20-more.cmd.")
assert console.failure().contains("is of Windows, which does not run 10-hello.sh.")
assert console.failure().contains("-Dami.baseImage")
assert !console.hasStackTrace()
assert Cloud.of(basedir).stackStatuses() == []
