import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console

assert new File(basedir, "target/ami/template.yaml").text.contains("AWS::CloudFormation::WaitCondition")
assert new File(basedir, "target/ami/user-data.sh").text.startsWith("#!/bin/sh")
assert Cloud.of(basedir).requests() == []
