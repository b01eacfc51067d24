import io.github.amibaker.it.Cloud

def cloud = Cloud.of(basedir)
assert cloud.image().name().startsWith("own ami-io-github-amibaker-it-own-template-1-0")
assert cloud.read("/etc/baked") == "baked\n"
assert cloud.imageTags().Team == "images" && cloud.imageTags()["ami:inputs"] : "tagged by the plugin afterwards"
