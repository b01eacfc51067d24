import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Vault

// A key of the account's own; the volume names it by its alias.
def cloud = Cloud.of(basedir)
cloud.set(imagePendingSeconds: 3)
new File(basedir, "key").text = new Vault(cloud).key("alias/data")
return true
