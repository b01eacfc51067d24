import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Rival

// Takes the name as soon as the bake's builder runs: a daemon thread of the test, so that the check beforehand passes.
def rival = new Rival(Cloud.of(basedir))
Thread.startDaemon("rival") { rival.takeImageNameOnceABuilderRuns("taken by another") }
return true
