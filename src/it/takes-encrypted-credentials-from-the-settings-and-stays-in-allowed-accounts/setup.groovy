import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher

// A user whose key stands encrypted in settings, and who may do what ami:policy says: CloudFormation works with his rights.
def written = Console.maven(basedir, basedir, "ami:policy")
assert written.says("attach both policies to the caller") : written.text()
def iam = Cloud.of(basedir).iam()
iam.createUser { it.userName("kim") }
["caller-policy", "service-role-policy"].each { name ->
    iam.putUserPolicy { it.userName("kim").policyName(name).policyDocument(new File(basedir, "target/ami/${name}.json").text) }
}
def key = iam.createAccessKey { it.userName("kim") }.accessKey()
def cipher = new DefaultPlexusCipher()
def master = "of this test alone"
new File(basedir, "settings-security.xml").text =
    "<settingsSecurity><master>${cipher.encryptAndDecorate(master, 'settings.security')}</master></settingsSecurity>"
new File(basedir, "servers.xml").text = """<settings><servers><server><id>images</id>
    <username>${key.accessKeyId()}</username>
    <password>${cipher.encryptAndDecorate(key.secretAccessKey(), master)}</password>
</server></servers></settings>"""
// Only for verify.groovy, which looks for it.
new File(basedir, "secret").text = key.secretAccessKey()
return true
