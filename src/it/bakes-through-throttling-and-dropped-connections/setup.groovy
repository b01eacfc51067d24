import io.github.amibaker.it.Cloud

// AWS asks to slow down at every step, breaks inside, and loses answers; each fault is one that a retry mends.
def cloud = Cloud.of(basedir)
["GetCallerIdentity", "GetParameter", "DescribeImages", "DescribeVpcs", "DescribeStacks", "CreateStack",
    "DescribeStackEvents", "GetConsoleOutput"].each {
    cloud.fault([action: it, times: 2, code: "Throttling", message: "Rate exceeded"])
}
cloud.fault([action: "DescribeImages", times: 1, status: 503])
cloud.fault([action: "DescribeStacks", times: 1, drop: "before"])
cloud.fault([action: "CreateStack", times: 1, drop: "after"])
return true
