import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Vault

new Vault(Cloud.of(basedir)).parameter("/team/password", "canary-of-ssm-7d1e")
