import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Remains

// Somebody else forgot a bake three hours ago, as its tags tell.
def cloud = Cloud.of(basedir)
new Remains(cloud).stack("forgotten", [
    "ami:stack-name": "forgotten",
    "ami:deadline": java.time.Instant.now().minusSeconds(3 * 3600 + 600).toString(),
    "ami:started-by": "arn:aws:iam::${cloud.account()}:user/kim" as String,
])
return true
