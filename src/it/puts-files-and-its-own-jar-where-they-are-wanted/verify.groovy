import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import java.util.jar.JarFile

def cloud = Cloud.of(basedir)
def conf = new File(basedir, "src/main/conf")

assert cloud.read("/etc/owners") == """\
/opt/placed/app.jar root:0 444
/etc/placed daemon:3 750
/etc/placed/app.conf daemon:3 640
/etc/placed-as-it-is/app.conf root:0 644
"""
assert cloud.read("/etc/placed/app.conf") == 'version=1.0\ngreeting=Hello & v\u00e4lkommen\nshell=${HOME_OF_NOBODY}\n'
assert cloud.file("/etc/placed/raw.bin") == new File(conf, "raw.bin").bytes : "no text is not filtered"
assert cloud.file("/etc/placed-as-it-is/app.conf") == new File(conf, "app.conf").bytes
def jar = new File(basedir, "build.jar")
jar.bytes = cloud.file("/opt/placed/app.jar")
assert new JarFile(jar).entries()*.name.contains("Hello.class")
assert cloud.read("/etc/jar.sha256") == jar.bytes.digest("SHA-256") + "  -\n"
assert cloud.calls().CreateStack == 1 : "the same classes in a new jar are no new input"
assert Console.of(basedir).text().contains("Nothing changed since")
