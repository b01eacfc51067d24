import io.github.amibaker.it.Cloud

def cloud = Cloud.of(basedir)
// Whoever calls anything for the first time, from here, from the function or from the builder, is asked to slow down;
// the second time it is done and the connection breaks in the middle of the answer.
cloud.fault([action: "*", throttle: true])
cloud.fault([action: "*", reset: true])
// And what else goes wrong.
cloud.fault([action: "DescribeStacks", status: 500])
cloud.fault([action: "DescribeStacks", status: 503])
cloud.fault([action: "DescribeStacks", drop: "before"])
cloud.fault([action: "CreateStack", drop: "after"])
cloud.fault([action: "DescribeStackEvents", hang: "before"])
cloud.fault([action: "DeleteStack", hang: "body"])
// This machine's clock is an hour slow, and every session ends while something is being waited for.
cloud.set([clockAheadSeconds: 3600, sessionSeconds: 8])
return true
