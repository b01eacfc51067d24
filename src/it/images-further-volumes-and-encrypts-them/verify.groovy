import io.github.amibaker.it.Cloud
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

assert cloud.read("/etc/baked") == "volumes\n"
assert cloud.inventory() == ["image " + image.name()] + cloud.snapshotsOf(image)
assert cloud.ec2().describeVolumes().volumes().isEmpty()
