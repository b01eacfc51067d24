import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Meanwhile

// No builder runs before both stacks were asked for: one after the other they would never end.
def cloud = Cloud.of(basedir)
cloud.set([instancePendingSeconds: 3600])
Meanwhile.once(cloud, "both stacks", { it.calls().CreateStack == 2 }, { cloud.set([instancePendingSeconds: 0]) })
return true
