import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Meanwhile
import io.github.amibaker.it.Vault

def cloud = Cloud.of(basedir)
def vault = new Vault(cloud)
// All that a shell would take for something else, at both ends and in the middle.
def awkward = { canary -> "'\"\$HOME ${canary} `id` \$(id) \\ \\n it's\n\n\tsecond line '\\'' !\n" as String }
vault.parameter("/team/password", awkward("canary-of-ssm-3f9c"))
vault.secret("team/key", awkward("canary-of-sm-81d2"))
// A role made seconds ago is refused: the builder's, until it was.
cloud.set([freshRoleSeconds: 3600])
def refused = { it.errorCode == "AccessDeniedException" && it.principal =~ /BuilderRole/ }
Meanwhile.once(cloud, "a builder that was refused", { it.requests().any(refused) }, { cloud.set([freshRoleSeconds: 0]) })
return true
