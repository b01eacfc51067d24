import io.github.amibaker.it.Cloud
import java.security.KeyStore
import java.time.Duration
import java.time.Instant

def cloud = Cloud.of(basedir)
def image = cloud.image()
def volumes = image.blockDeviceMappings().collectEntries { [it.deviceName(), it.ebs()] }
assert volumes.collectEntries { device, ebs -> [device, ebs.volumeSize()] } == [(image.rootDeviceName()): 10, "/dev/sdf": 20]

def snapshots = cloud.ec2().describeSnapshots { it.ownerIds("self") }.snapshots().collectEntries { [it.snapshotId(), it] }
assert snapshots.size() == 2 && snapshots.values().every { it.encrypted() }
def own = new File(basedir, "key").text
assert snapshots[volumes["/dev/sdf"].snapshotId()].kmsKeyId() == own
assert snapshots[volumes[image.rootDeviceName()].snapshotId()].kmsKeyId() != own

// What only an available image takes, the function in the stack has set, not the client.
assert image.imdsSupportAsString() == "v2.0"
assert image.description() == "The web shop"
def days = Duration.between(Instant.parse(image.creationDate()), Instant.parse(image.deprecationTime())).toDays()
assert days in [89L, 90L]
def setters = cloud.requests().findAll { it.action in ["ModifyImageAttribute", "EnableImageDeprecation"] }
assert setters*.principal.every { it.contains("-ImageRole-") } && setters.size() == 2

// All that the builder told went through the proxy, and the metadata service was asked without it.
assert cloud.read("/etc/asked").readLines() == ["PUT " + cloud.endpoint().authority]
def proxied = cloud.read("/etc/proxied").readLines()
assert "http_proxy=http://127.0.0.1:3128" in proxied && "HTTPS_PROXY=http://127.0.0.1:3128" in proxied
assert "no_proxy=169.254.169.254,fd00:ec2::254,[fd00:ec2::254],.internal" in proxied

// The certificate was trusted while the scripts ran, and is by no instance of the image.
def trusted = cloud.read("/etc/trusted")
assert new File(basedir, "corporate.pem").text.contains(trusted.trim())
assert !cloud.files().keySet().any { it.contains("ami-bake") || it.contains("corporate") }
assert !cloud.read("/etc/ssl/certs/ca-certificates.crt").contains(trusted.trim())
if (cloud.files().containsKey("/etc/ssl/certs/java/cacerts")) { // where Java is installed, it was told too
    def java = KeyStore.getInstance("JKS")
    java.load(new ByteArrayInputStream(cloud.file("/etc/ssl/certs/java/cacerts")), "changeit".toCharArray())
    assert java.size() > 0 && !java.aliases().any { it.contains("ami-bake") }
}
assert cloud.inventory() == ["image " + image.name()] + cloud.snapshotsOf(image)
assert cloud.ec2().describeVolumes().volumes().isEmpty()
