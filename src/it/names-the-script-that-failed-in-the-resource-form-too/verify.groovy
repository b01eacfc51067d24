import io.github.amibaker.it.Console

def failure = Console.of(basedir).failure()
assert failure.contains("10-breaks.sh") && failure.contains("line 4") && failure.contains("cat /no/such/file")
