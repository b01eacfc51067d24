package io.github.amibaker.template;

import static io.github.amibaker.template.Renderings.at;
import static io.github.amibaker.template.Renderings.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.amibaker.request.Project;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnTemplateTest {
    private static final String REST =
            "\nResources: {Image: {Type: 'Custom::AMI'}}\nOutputs: {ImageId: {Value: !GetAtt Image.ImageId}}\n";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() {
        project = new Project(folder);
    }

    private String rendered(String template) {
        project.write("src/main/ami/template.yaml.ftl", template);
        return render(project.request()).body();
    }

    @Test
    void getsThePluginsNamesAndTheUsersOwn() {
        project.parameters.stackName = "mine";
        project.parameters.templateVariables = Map.of("greeting", "hi", "count", 3);
        assertThat(rendered("# [=ami.stackName] [=ami.baseImageId] [=greeting] [=count + 1]" + REST))
                .startsWith("# mine ami-0123456789abcdef0 hi 4\n");
    }

    @Test
    void isNotTaggedByTheBuiltInFunction() {
        project.write("src/main/ami/template.yaml.ftl", REST);
        assertThat(render(project.request()).builtIn()).isFalse();
    }

    @Test
    void keepsWhatBelongsToCloudFormationAndBash() {
        String text = "# ${AWS::Region} #{x} \"${a[@]}\" ${!b} $((1 + 2)) ${c:-[d]}" + REST;
        assertThat(rendered(text)).isEqualTo(text);
    }

    @Test
    void keepsWhatIsWrittenBetweenNoparseTags() {
        assertThat(rendered("# <#noparse>[=x] <#if></#noparse>" + REST)).startsWith("# [=x] <#if>\n");
    }

    @Test
    void mayIncludeWhatLiesBeside() {
        project.write("src/main/ami/more/part.ftl", "# part of [=ami.signal]\n");
        assertThat(rendered("<#include 'more/part.ftl'>" + REST)).startsWith("# part of handle\n");
    }

    @Test
    void mayBeginWithAByteOrderMark() {
        assertThat(rendered("\ufeff# x" + REST)).startsWith("# x");
    }

    @Test
    void mayBeJson() {
        String json =
                "{\n\t\"Resources\": {\"A\": {\"Type\": \"Custom::AMI\"}},\n\t\"Outputs\": {\"ImageId\": {\"Value\":"
                        + " {\"Ref\": \"A\"}}}\n}";
        assertThat(at(rendered(json), "Outputs", "ImageId", "Value")).isEqualTo(Map.of("Ref", "A"));
    }

    @Test
    void mayUseEveryShortForm() {
        String body = rendered("""
                Conditions: {C: !Equals [!Ref "AWS::Region", x]}
                Resources:
                  A:
                    Type: Custom::AMI
                    Condition: C
                    Properties:
                      One: !Sub ["${a}", {a: !GetAtt B.C.D}]
                      Two: !If [C, !Base64 x, !Join ["", [!Select [0, !GetAZs ""]]]]
                      Three: !FindInMap [A, B, C]
                      Four: !ImportValue {"Fn::Sub": x}
                      Five: !Cidr [10.0.0.0/8, 1, 8]
                Outputs: {ImageId: {Value: !Ref A}}
                """);
        assertThat(at(body, "Resources", "A", "Properties", "One", "Fn::Sub", "1", "a", "Fn::GetAtt", "1"))
                .isEqualTo("C.D");
    }

    @Test
    void wantsTheUserDataOnlyWhenItNamesIt() {
        project.write("src/main/ami/template.yaml.ftl", REST);
        assertThat(render(project.request()).userData()).isEmpty();
        project.write("src/main/ami/template.yaml.ftl", "Metadata: {U: [=ami.userData]}" + REST);
        assertThat(render(project.request()).userData()).startsWith("#!/bin/sh");
    }

    @Test
    void canCarryTheBuiltInFunctionAndTheTags() {
        project.parameters.tags = Map.of("team", "core");
        String body = rendered("Metadata: {Code: [=ami.createImageCode], Tags: [=json(ami.imageTags)]}" + REST);
        assertThat(at(body, "Metadata", "Code")).isEqualTo(new Bundle().function(Bundle.FUNCTION));
        assertThat(at(body, "Metadata", "Tags").toString()).contains("{Key=team, Value=core}");
    }

    @Test
    void ofTheSeedWithItsFaultsMendedIsRenderedUnchanged() {
        String seed = """
                Description: This CloudFormation creates a AMI image.
                Parameters:
                  ImageId:
                    Type: AWS::EC2::Image::Id
                    Default: ami-d28a53bc
                Resources:
                  InstanceReady:
                    Type: AWS::CloudFormation::WaitCondition
                    CreationPolicy:
                      ResourceSignal:
                        Timeout: PT10M
                  BaseInstance:
                    Type: AWS::EC2::Instance
                    Properties:
                      ImageId: !Ref ImageId
                      InstanceType: t2.micro
                      UserData:
                        "Fn::Base64": !Sub |
                          #!/bin/bash -x
                          cfn-signal --region ${AWS::Region} --stack ${AWS::StackName} --resource InstanceReady
                          shutdown -h now
                  AMIBuildingFunctionInvoker:
                    Type: Custom::FunctionInvoker
                    DependsOn: InstanceReady
                    Properties:
                      ServiceToken: !GetAtt CreateImage.Arn
                      InstanceId: !Ref BaseInstance
                  CreateImage:
                    Type: AWS::Lambda::Function
                    Properties:
                      Handler: index.handle
                      Role: !GetAtt LambdaExecutionRole.Arn
                      Code:
                        ZipFile: !Sub |
                          import boto3
                          ec2 = boto3.client('ec2')
                          def handle(event, context):
                            instance_id = event['ResourceProperties']['InstanceId']
                      Runtime: python3.13
                      Timeout: 300
                Outputs:
                  ImageId:
                    Value: !Ref AMIBuildingFunctionInvoker
                """;
        assertThat(rendered(seed)).isEqualTo(seed);
    }
}
