import io.github.amibaker.it.Cloud

def cloud = Cloud.of(basedir)
assert cloud.calls().CreateImage == 1
assert cloud.inventory() == []
