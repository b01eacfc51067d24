import io.github.amibaker.it.Cloud

def cloud = Cloud.of(basedir)
assert cloud.read("/etc/baked") == "baked\n"
assert cloud.calls().SignalResource >= 1
