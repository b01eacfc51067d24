import io.github.amibaker.it.Cloud

def cloud = Cloud.of(basedir)
def unit = cloud.read("/etc/systemd/system/shop.service")

assert cloud.read("/opt/shop/answered") == "open\n" : "it was started once before it was imaged"
assert cloud.file("/opt/shop/shop.jar") == new File(basedir, "target/shop-1.0.jar").bytes
assert cloud.files()["/opt/shop/shop.jar"].mode == "0640" && cloud.read("/opt/shop/ran-as").trim() == "shop"
assert unit =~ /ExecStart=\S+\/java -XX:MaxRAMPercentage=60 +-jar \/opt\/shop\/shop.jar/ && unit.contains("User=shop")
assert cloud.files()["/etc/systemd/system/multi-user.target.wants/shop.service"].target == "/etc/systemd/system/shop.service"
assert cloud.read("/etc/passwd") =~ /(?m)^shop:.*nologin$/
assert cloud.inventory() == ["image " + cloud.image().name()] + cloud.snapshotsOf(cloud.image())
