import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Rival

// Takes the name as soon as the bake's builder runs, so that the check beforehand passes and the function comes second.
new Rival(Cloud.of(basedir)).takeImageNameOnceABuilderRuns("taken by another")
return true
