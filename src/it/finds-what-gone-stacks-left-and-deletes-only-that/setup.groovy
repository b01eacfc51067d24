import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Remains

def cloud = Cloud.of(basedir)
def remains = new Remains(cloud)
def gone = { stack -> "arn:aws:cloudformation:us-east-1:${cloud.account()}:stack/$stack/11111111-2222-3333-4444-555555555555" as String }
def elsewhere = { stack -> gone(stack).replace("us-east-1", "eu-west-1") }

// An image that became available is a result, with its snapshot; and a disk that somebody uses is his.
remains.image("baked", ["ami:stack-name": "gone", "ami:stack-id": gone("gone")])
remains.volumeInUse(["ami:stack-name": "gone", "ami:stack-id": gone("gone")])
// Of a stack that is gone, marked by the plugin's tag; what it left is to be found.
def orphans = remains.plant("gone", ["ami:stack-name": "gone", "ami:stack-id": gone("gone")])
// Nobody's business: no tags, those of a stack that is there, of another region, of no stack at all.
remains.plant("untagged", [:])
remains.plant("living", ["ami:stack-name": "living", "ami:stack-id": remains.stack("living")])
remains.plant("elsewhere", ["ami:stack-name": "elsewhere", "ami:stack-id": elsewhere("elsewhere")])
remains.plant("nameless", ["ami:stack-name": "nameless"])

new File(basedir, "orphans.txt").text = orphans.join("\n")
new File(basedir, "before.txt").text = cloud.inventory().join("\n")
return true
