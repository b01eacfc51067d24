import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Vault

// A key of the account's own; the volume names it by its alias.
def cloud = Cloud.of(basedir)
cloud.set(imagePendingSeconds: 3)
new File(basedir, "key").text = new Vault(cloud).key("alias/data")
def keytool = { String... words ->
    def run = new ProcessBuilder([System.getProperty("java.home") + "/bin/keytool", *words, "-keystore", "keys",
        "-storepass", "changeit", "-alias", "corporate"]).directory(basedir).redirectErrorStream(true).start()
    def said = run.inputStream.text
    assert run.waitFor() == 0 : said
}
keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=Corporate CA", "-ext", "bc:c")
keytool("-exportcert", "-rfc", "-file", "corporate.pem")
return true
