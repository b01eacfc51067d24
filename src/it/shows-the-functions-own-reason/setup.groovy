import io.github.amibaker.it.Cloud

// Takes the name as soon as the bake's builder runs: a daemon thread of the test, so that the check beforehand passes.
def cloud = Cloud.of(basedir)
Thread.startDaemon("rival") { cloud.takeImageNameOnceABuilderRuns("taken by another") }
return true
