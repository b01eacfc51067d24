Description: Waits longer than provisioning may take, and keeps the builder of a bake that failed
Resources:
  Machine:
    Type: AWS::EC2::Instance
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      ImageId: [=ami.baseImageId]
      InstanceType: [=ami.instanceType]
      InstanceInitiatedShutdownBehavior: stop
      UserData: [=ami.userData]
  ProvisionedHandle:
    Type: AWS::CloudFormation::WaitConditionHandle
  Ready:
    Type: AWS::CloudFormation::WaitCondition
    DependsOn: Machine
    Properties:
      Handle: !Ref ProvisionedHandle
      Timeout: '600'
      Count: 1
  FunctionRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: {Service: [lambda.amazonaws.com]}
            Action: sts:AssumeRole
      Policies:
        - PolicyName: image
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action: ['ec2:CreateImage', 'ec2:CreateTags', 'ec2:Describe*', 'ec2:StopInstances']
                Resource: '*'
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      Timeout: 900
      Role: !GetAtt FunctionRole.Arn
      Code:
        ZipFile: [=ami.createImageCode]
  Baked:
    Type: Custom::AMI
    DependsOn: Ready
    Properties:
      ServiceToken: !GetAtt Function.Arn
      ServiceTimeout: 960
      InstanceId: !Ref Machine
      ImageName: !Sub 'own ${AWS::StackName}'
      Tags: []
Outputs:
  ImageId:
    Value: !Ref Baked
