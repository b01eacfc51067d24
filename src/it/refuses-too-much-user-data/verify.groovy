import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

def failure = Console.of(basedir).failure()
assert failure.contains("16384") || failure.contains("16,384")
assert failure.contains("etc/large.bin") && failure.contains("10-small.sh") : "the size of each part"
assert failure.contains("staged in S3 without <staging>never</staging>")
assert Cloud.of(basedir).calls().findAll { it.key.startsWith("Create") || it.key.startsWith("Run") } == [:]
