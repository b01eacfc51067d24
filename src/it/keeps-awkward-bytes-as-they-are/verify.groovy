import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def cloud = Cloud.of(basedir)
def source = new File(basedir, "src/main/ami")

assert cloud.file("/etc/awkward.sh") == new File(source, "provision/10-awkward.sh").bytes
assert cloud.file("/etc/bytes.bin") == new File(source, "files/etc/bytes.bin").bytes
assert cloud.read("/etc/awkward.txt") == '${AWS::StackName} [=name] <#if x> !Ref\n__AMI_PAYLOAD__\n'
assert cloud.read("/etc/awkward.env") == 'it\'s "quoted" $HOME \\ `tick` !bang \u00e9 <tag> [=x] %s'
assert cloud.read("/etc/awkward.array") == "x y z 2\n"
assert cloud.read("/etc/awkward.done") == "done\n"
assert cloud.read("/etc/crlf") == "crlf\n" : "runs right, with a warning"
assert Console.of(basedir).text().readLines().any { it.contains("WARN") && it.contains("20-crlf.sh") }
assert cloud.imageTags().Awkward == "a: b + c = d/e@f \u00e9"
