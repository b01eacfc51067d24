import io.github.amibaker.it.Cloud

def cloud = Cloud.of(basedir)
def files = cloud.files()
assert cloud.read("/etc/greeting") == "mode 755\n"
assert files["/etc/app/secret.conf"].mode == "0600"
assert files["/etc/app/plain.conf"].mode == "0644"
assert files["/usr/local/bin/greet"].mode == "0755"
assert files["/etc/app/link.conf"].type == "link" && files["/etc/app/link.conf"].target == "plain.conf"
assert cloud.read("/etc/app/secret.conf") == "key = value\n"
