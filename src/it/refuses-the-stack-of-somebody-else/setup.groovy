import io.github.amibaker.it.Cloud
import software.amazon.awssdk.services.cloudformation.model.Tag

Cloud.of(basedir).cloudFormation().withCloseable { cfn ->
    cfn.createStack { it.stackName("precious")
        .templateBody('{"Resources": {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}}')
        .tags(Tag.builder().key("Owner").value("somebody else").build()) }
    cfn.waiter().waitUntilStackCreateComplete { it.stackName("precious") }
}
return true
