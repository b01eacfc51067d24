Description: This CloudFormation creates a AMI image.
Parameters:
  ImageId:
    Type: AWS::EC2::Image::Id
    Description: Image ID for base EC2 instance.
    Default: [=ami.baseImageId]
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
      InstanceType: t3.micro
      UserData:
        "Fn::Base64": !Sub |
          #!/bin/bash -x
          echo seed > /etc/seed
          /opt/aws/bin/cfn-signal --region ${AWS::Region} --stack ${AWS::StackName} --resource InstanceReady --exit-code 0

          shutdown -h now
  AMIBuildingFunctionInvoker:
    Type: Custom::FunctionInvoker
    DependsOn: InstanceReady
    Properties:
      ServiceToken: !GetAtt CreateImage.Arn
      BaseImageId: !Ref ImageId
      InstanceId: !Ref BaseInstance
  CreateImage:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handle
      Role: !GetAtt LambdaExecutionRole.Arn
      Code:
        ZipFile: |
          import boto3
          import cfnresponse
          import time

          ec2 = boto3.client('ec2')

          def handle(event, context):
            if event['RequestType'] != 'Create':
              cfnresponse.send(event, context, cfnresponse.SUCCESS, {}, event['PhysicalResourceId'])
              return
            instance_id = event['ResourceProperties']['InstanceId']
            image_name = '%s-%09x' % (event['ResourceProperties']['BaseImageId'], int(time.time()))
            response = ec2.create_image(InstanceId=instance_id, Name=image_name)
            cfnresponse.send(event, context, cfnresponse.SUCCESS, {}, response['ImageId'])
      Runtime: python3.13
      Timeout: 300
  LambdaExecutionRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
        - Effect: Allow
          Principal: {Service: [lambda.amazonaws.com]}
          Action: ['sts:AssumeRole']
      Path: /
      ManagedPolicyArns:
      - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
      Policies:
      - PolicyName: EC2Policy
        PolicyDocument:
          Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action:
              - 'ec2:CreateImage'
              Resource: ['*']
Outputs:
  ImageId:
    Value: !Ref AMIBuildingFunctionInvoker
