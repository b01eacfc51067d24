import io.github.amibaker.it.Console

// The other build of the same project, in a checkout of its own; the invoker's build begins while this one does.
def elsewhere = new File(basedir, "target-of-the-other")
Console.copyProject(basedir, elsewhere)
context.put("other", Console.start(elsewhere, basedir, "package"))
return true
