import io.github.amibaker.it.Cloud

assert Cloud.of(basedir).requests() == []
