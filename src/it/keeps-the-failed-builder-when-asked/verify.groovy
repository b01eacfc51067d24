import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def console = Console.of(basedir)

assert console.says("exit code 7")
def kept = (console.text() =~ /aws ssm start-session --target (i-[0-9a-f]+) --region us-east-1/)
assert kept.find() : "says how to look at the builder"
assert console.says("<instanceProfile>") : "warns that no profile allows the session"
assert cloud.calls().TerminateInstances == 1 : "only clean ended the builder, after the failure"
assert cloud.inventory() == []
