<#-- The built-in template. Values come in as [=json(...)]: JSON is YAML, and quotes itself. -->
AWSTemplateFormatVersion: "2010-09-09"
Description: [=json(ami.description)]
Resources:
<#-- Without rules of its own a group lets nothing in and everything out. -->
<#if ami.securityGroupIds?size == 0>
  BuilderSecurityGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Builder of an image, nothing comes in
<#if ami.vpcId??>
      VpcId: [=json(ami.vpcId)]
</#if>
      Tags: <@tags/>
</#if>

<#-- An instance takes no throughput and is on demand, a launch template takes both. -->
<#assign volumesByTemplate = ami.rootVolume.throughput?? || ami.volumes?filter(one -> one.throughput??)?size != 0>
<#assign launchTemplate = ami.spot???then("BuilderSpot", "BuilderVolume")>
<#if volumesByTemplate || ami.spot??>
  [=launchTemplate]:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
<#if volumesByTemplate>
        BlockDeviceMappings: [=json(ami.blockDeviceMappings)]
</#if>
<#if ami.spot??>
<#-- Only the instance of a persistent request can be stopped, as it is before it is imaged. -->
        InstanceMarketOptions:
          MarketType: spot
          SpotOptions:
            SpotInstanceType: persistent
            InstanceInterruptionBehavior: stop
<#if ami.spot.maxPrice??>
            MaxPrice: [=json(ami.spot.maxPrice)]
</#if>
        TagSpecifications: [{ResourceType: spot-instances-request, Tags: <@tags/>}]
</#if>
      TagSpecifications: [{ResourceType: launch-template, Tags: <@tags/>}]
</#if>

<#-- A profile of the user's own is to allow what the secrets need. -->
<#assign ownProfile = ami.secretPolicy?? && !ami.instanceProfileName??>
<#if ownProfile>
  BuilderRole:
    Type: AWS::IAM::Role
    Properties:
      Description: [=json("Fetches secrets for " + ami.stackName)]
<#if ami.rolePath??>
      Path: [=json(ami.rolePath)]
</#if>
<#if ami.permissionsBoundary??>
      PermissionsBoundary: [=json(ami.permissionsBoundary)]
</#if>
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: !Sub "ec2.${AWS::URLSuffix}"}, Action: "sts:AssumeRole"}
      Policies:
        - PolicyName: fetch-secrets
          PolicyDocument: [=json(ami.secretPolicy)]
      Tags: [=json(ami.userTags)]

  BuilderInstanceProfile:
    Type: AWS::IAM::InstanceProfile
    Properties:
<#if ami.rolePath??>
      Path: [=json(ami.rolePath)]
</#if>
      Roles: [!Ref BuilderRole]
</#if>

<#-- What does not fit into the user data: the client uploads it, tells where it is, and only then the builder starts. -->
<#if ami.staging??>
<#if !ami.staging.bucket??>
  StagingBucket:
    Type: AWS::S3::Bucket
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}
      OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}
      PublicAccessBlockConfiguration: {BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true}
      LifecycleConfiguration:
        Rules: [{Id: nothing-stays, Status: Enabled, ExpirationInDays: 7, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 1}}]
      Tags: <@tags/>
</#if>

  StagingRole:
    Type: AWS::IAM::Role
    Properties:
      Description: [=json("Empties what is staged for " + ami.stackName)]
<#if ami.rolePath??>
      Path: [=json(ami.rolePath)]
</#if>
<#if ami.permissionsBoundary??>
      PermissionsBoundary: [=json(ami.permissionsBoundary)]
</#if>
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}
      Policies:
        - PolicyName: empty-what-is-staged
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Look
                Effect: Allow
                Action: "s3:ListBucketVersions"
                Resource: !Sub ["arn:${AWS::Partition}:s3:::${Bucket}", {Bucket: <@stagingBucket/>}]
                Condition: {StringLike: {"s3:prefix": <@stagingPrefix "*"/>}}
<#-- S3 tells no prefix with that action: under such a condition it would be refused. -->
              - Sid: LookForUploads
                Effect: Allow
                Action: "s3:ListBucketMultipartUploads"
                Resource: !Sub ["arn:${AWS::Partition}:s3:::${Bucket}", {Bucket: <@stagingBucket/>}]
              - Sid: Empty
                Effect: Allow
                Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:DeleteObjectVersion"]
                Resource: !Sub ["arn:${AWS::Partition}:s3:::${Bucket}/${Prefix}*", {Bucket: <@stagingBucket/>, Prefix: <@stagingPrefix ""/>}]
<#if !ami.staging.bucket??>
              - Sid: Close
                Effect: Allow
                Action: "s3:PutBucketPolicy"
                Resource: !GetAtt StagingBucket.Arn
</#if>
              - Sid: WriteItsLog
                Effect: Allow
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"]
                Resource: !GetAtt ImageFunctionLogs.Arn
      Tags: <@tags/>

  StagingFunction:
    Type: AWS::Lambda::Function
    Properties:
      Description: [=json("Empties what is staged for " + ami.stackName)]
      Runtime: python3.13
      Handler: index.handler
      Role: !GetAtt StagingRole.Arn
      Timeout: 900
      MemorySize: 256
      LoggingConfig: {LogGroup: !Ref ImageFunctionLogs}
      Code:
        ZipFile: [=ami.staging.code]
      Tags: <@tags/>

  StagedObjects:
    Type: Custom::StagedObjects
    Properties:
      ServiceToken: !GetAtt StagingFunction.Arn
      ServiceTimeout: 1900
      Bucket: <@stagingBucket/>
      Prefix: <@stagingPrefix ""/>
      Own: "[=(!ami.staging.bucket??)?c]"

  StagedHandle:
    Type: AWS::CloudFormation::WaitConditionHandle

  Staged:
    Type: AWS::CloudFormation::WaitCondition
    DependsOn: StagedObjects
    Properties:
      Handle: !Ref StagedHandle
      Count: 1
      Timeout: "[=ami.staging.timeoutSeconds?c]"
</#if>

<#-- A persistent request launches its instance anew when that is terminated: one resource cancels it before the builder
     goes, the other what is left, or was launched in vain, when the builder is gone. -->
<#if ami.spot??>
<#if !ami.imageRoleArn??>
  SpotRole:
    Type: AWS::IAM::Role
    Properties:
      Description: [=json("Ends the spot requests of " + ami.stackName)]
<#if ami.rolePath??>
      Path: [=json(ami.rolePath)]
</#if>
<#if ami.permissionsBoundary??>
      PermissionsBoundary: [=json(ami.permissionsBoundary)]
</#if>
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}
      Policies:
        - PolicyName: end-spot-requests
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Look
                Effect: Allow
                Action: ["ec2:DescribeInstances", "ec2:DescribeSpotInstanceRequests"]
                Resource: "*"
              - Sid: Cancel
                Effect: Allow
                Action: "ec2:CancelSpotInstanceRequests"
                Resource: !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:spot-instances-request/*"
                Condition: {StringEquals: {"aws:ResourceTag/ami:stack-id": !Ref "AWS::StackId"}}
<#-- Those that EC2 did not tag as the launch template says; none of another stack. -->
              - Sid: MarkAsOwn
                Effect: Allow
                Action: "ec2:CreateTags"
                Resource: !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:spot-instances-request/*"
                Condition:
                  StringEquals: {"aws:RequestTag/ami:stack-id": !Ref "AWS::StackId"}
                  "Null": {"aws:ResourceTag/ami:stack-id": "true"}
<#-- What was launched anew carries no tag. -->
              - Sid: Terminate
                Effect: Allow
                Action: "ec2:TerminateInstances"
                Resource: !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*"
                Condition: {StringEquals: {"ec2:InstanceMarketType": spot}}
              - Sid: WriteItsLog
                Effect: Allow
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"]
                Resource: !GetAtt ImageFunctionLogs.Arn
      Tags: <@tags/>
</#if>

  SpotFunction:
    Type: AWS::Lambda::Function
    Properties:
      Description: [=json("Ends the spot requests of " + ami.stackName)]
      Runtime: python3.13
      Handler: index.handler
<#if ami.imageRoleArn??>
      Role: [=json(ami.imageRoleArn)]
<#else>
      Role: !GetAtt SpotRole.Arn
</#if>
      Timeout: 900
      MemorySize: 256
      LoggingConfig: {LogGroup: !Ref ImageFunctionLogs}
      Code:
        ZipFile: [=ami.spot.code]
      Tags: <@tags/>

  SpotRequests:
    Type: Custom::SpotRequests
    Properties:
      ServiceToken: !GetAtt SpotFunction.Arn
      ServiceTimeout: 1900

  BuilderSpotRequest:
    Type: Custom::SpotRequests
    Properties:
      ServiceToken: !GetAtt SpotFunction.Arn
      ServiceTimeout: 1900
      InstanceId: !Ref Builder

</#if>
  Builder:
    Type: AWS::EC2::Instance
<#if ami.spot??>
    DependsOn: SpotRequests
</#if>
<#if ami.staging??>
<#-- What a wait condition carries is text to Fn::GetAtt, and an object to this one check of cfn-lint. -->
    Metadata: {cfn-lint: {config: {ignore_checks: [E1021]}}}
</#if>
    Properties:
      ImageId: [=json(ami.baseImageId)]
      InstanceType: [=json(ami.instanceType)]
<#if !ami.spot??>
      InstanceInitiatedShutdownBehavior: stop
</#if>
      MetadataOptions: {HttpEndpoint: enabled, HttpTokens: required, HttpPutResponseHopLimit: 1}
<#if ami.instanceProfileName??>
      IamInstanceProfile: [=json(ami.instanceProfileName)]
<#elseif ownProfile>
      IamInstanceProfile: !Ref BuilderInstanceProfile
</#if>
<#if ami.associatePublicIp??>
      NetworkInterfaces:
        - DeviceIndex: "0"
          AssociatePublicIpAddress: [=ami.associatePublicIp]
          DeleteOnTermination: true
<#if ami.subnetId??>
          SubnetId: [=json(ami.subnetId)]
</#if>
          GroupSet: <@groups/>
<#else>
<#if ami.subnetId??>
      SubnetId: [=json(ami.subnetId)]
</#if>
      SecurityGroupIds: <@groups/>
</#if>
<#if volumesByTemplate || ami.spot??>
      LaunchTemplate: {LaunchTemplateId: !Ref [=launchTemplate], Version: !GetAtt [=launchTemplate].LatestVersionNumber}
</#if>
<#if !volumesByTemplate && ami.blockDeviceMappings?size != 0>
      BlockDeviceMappings: [=json(ami.blockDeviceMappings)]
</#if>
      PropagateTagsToVolumeOnCreation: true
      Tags:
<#if !ami.tags["Name"]??>
        - {Key: Name, Value: [=json("Builder of " + ami.stackName)]}
</#if>
<#list ami.userTags as tag>
        - [=json(tag)]
</#list>
<#-- Its volumes get these as well, but not those that the stack hands down. -->
        - <@mark "ami:stack-id">!Ref "AWS::StackId"</@>
        - <@mark "ami:stack-name">[=json(ami.stackName)]</@>
      UserData: [=ami.userData]

<#-- The clock starts with the builder, not with the stack. -->
<#if ami.signal == "handle">
  ProvisionedHandle:
    Type: AWS::CloudFormation::WaitConditionHandle

  Provisioned:
    Type: AWS::CloudFormation::WaitCondition
    DependsOn: Builder
    Properties:
      Handle: !Ref ProvisionedHandle
      Count: 1
      Timeout: "[=ami.provisionTimeoutSeconds]"
<#else>
  Provisioned:
    Type: AWS::CloudFormation::WaitCondition
    DependsOn: Builder
    CreationPolicy:
      ResourceSignal: {Count: 1, Timeout: [=ami.provisionTimeout]}
</#if>

<#-- What can be set on an image that is available only. -->
<#assign later = []>
<#if ami.imageAttributes.imdsSupport??><#assign later += ["ec2:ModifyImageAttribute"]></#if>
<#if ami.imageAttributes.deprecateAfterSeconds??><#assign later += ["ec2:EnableImageDeprecation"]></#if>
<#assign ownFunction = !ami.imageFunctionArn??>
<#if ownFunction && !ami.imageRoleArn??>
  ImageRole:
    Type: AWS::IAM::Role
    Properties:
      Description: [=json("Makes the image of " + ami.stackName)]
<#if ami.rolePath??>
      Path: [=json(ami.rolePath)]
</#if>
<#if ami.permissionsBoundary??>
      PermissionsBoundary: [=json(ami.permissionsBoundary)]
</#if>
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}
      Policies:
        - PolicyName: make-the-image
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Look
                Effect: Allow
                Action: ["ec2:DescribeImages", "ec2:DescribeInstances"]
                Resource: "*"
              - Sid: StopTheBuilder
                Effect: Allow
                Action: "ec2:StopInstances"
                Resource: !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/${Builder}"
              - Sid: MakeTheImage
                Effect: Allow
                Action: "ec2:CreateImage"
                Resource:
                  - !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/${Builder}"
                  - !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}::image/*"
                  - !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"
              - Sid: TagWhatItMakes
                Effect: Allow
                Action: "ec2:CreateTags"
                Resource:
                  - !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}::image/*"
                  - !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"
                Condition: {StringEquals: {"ec2:CreateAction": CreateImage}}
              - Sid: RemoveWhatItMadeInVain
                Effect: Allow
                Action: ["ec2:DeregisterImage", "ec2:DeleteSnapshot"]
                Resource:
                  - !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}::image/*"
                  - !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*"
                Condition: {StringEquals: {"aws:ResourceTag/ami:stack-id": !Ref "AWS::StackId"}}
<#if later?size != 0>
              - Sid: SayWhatItIs
                Effect: Allow
                Action: [=json(later)]
                Resource: !Sub "arn:${AWS::Partition}:ec2:${AWS::Region}::image/*"
                Condition: {StringEquals: {"aws:ResourceTag/ami:stack-id": !Ref "AWS::StackId"}}
</#if>
              - Sid: WriteItsLog
                Effect: Allow
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"]
                Resource: !GetAtt ImageFunctionLogs.Arn
      Tags: <@tags/>
</#if>

<#if ownFunction>
<#-- In the stack, so that it goes with it; the role cannot make it anew. -->
  ImageFunctionLogs:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      LogGroupName: !Sub "/ami-bake/${AWS::StackName}"
      RetentionInDays: 7
      Tags: <@tags/>

  ImageFunction:
    Type: AWS::Lambda::Function
    Properties:
      Description: [=json("Makes the image of " + ami.stackName)]
      Runtime: python3.13
      Handler: index.handler
<#if ami.imageRoleArn??>
      Role: [=json(ami.imageRoleArn)]
<#else>
      Role: !GetAtt ImageRole.Arn
</#if>
      Timeout: 900
      MemorySize: 256
      LoggingConfig: {LogGroup: !Ref ImageFunctionLogs}
      Code:
        ZipFile: [=ami.createImageCode]
      Tags: <@tags/>
</#if>

  Image:
    Type: Custom::AMI
<#-- In the other form what the wait carried makes the image wait. It is deleted before the builder's request is. -->
<#assign before = (ami.signal == "resource")?then(["Provisioned"], []) + ami.spot???then(["BuilderSpotRequest"], [])>
<#if before?size != 0>
    DependsOn: [=json((before?size == 1)?then(before[0], before))]
</#if>
    Properties:
<#if ownFunction>
      ServiceToken: !GetAtt ImageFunction.Arn
<#else>
      ServiceToken: [=json(ami.imageFunctionArn)]
</#if>
<#-- Lambda repeats once what crashed: twice its time, and the minute between; or twice, while it waits for the image. -->
      ServiceTimeout: [=(later?size != 0)?then("3600", "1900")]
      InstanceId: !Ref Builder
<#if ami.imageNameGiven>
      ImageName: [=json(ami.imageName)]
<#else>
      ImageNamePrefix: [=json(ami.imageNamePrefix)]
</#if>
      Description: [=json(ami.imageDescription)]
<#if ami.imageBlockDeviceMappings?size != 0>
      BlockDeviceMappings: [=json(ami.imageBlockDeviceMappings)]
</#if>
<#if ami.imageAttributes.imdsSupport??>
      ImdsSupport: [=json(ami.imageAttributes.imdsSupport)]
</#if>
<#if ami.imageAttributes.deprecateAfterSeconds??>
      DeprecateAfter: "[=ami.imageAttributes.deprecateAfterSeconds?c]"
</#if>
      Tags:
<#list ami.imageTags as tag>
        - [=json(tag)]
</#list>
<#if ami.signal == "handle">
      ProvisioningData: !GetAtt Provisioned.Data
</#if>

Outputs:
  ImageId:
    Description: The image
    Value: !GetAtt Image.ImageId
  BuilderId:
    Description: The instance that was imaged
    Value: !Ref Builder
  BaseImageId:
    Description: The image that the builder started from
    Value: [=json(ami.baseImageId)]
<#if ami.signal == "handle">
  ProvisioningData:
    Description: What the builder told when it was provisioned
    Value: !GetAtt Image.ProvisioningData
</#if>
<#-- A stack's objects lie below its own name and id, whoever else uses the bucket. -->
<#macro stagingPrefix end>!Sub ["[=ami.staging.prefix]${AWS::StackName}/${Id}/[=end]", {Id: !Select [2, !Split ["/", !Ref "AWS::StackId"]]}]</#macro>
<#macro stagingBucket><#if ami.staging.bucket??>[=json(ami.staging.bucket)]<#else>!Ref StagingBucket</#if></#macro>
<#macro groups>
<#if ami.securityGroupIds?size == 0>
[!GetAtt BuilderSecurityGroup.GroupId]
<#else>
[=json(ami.securityGroupIds)]
</#if>
</#macro>
<#-- By these what is left of a stack that is gone is found: see ami:clean -Dami.orphans. -->
<#macro tags>
[<#list ami.userTags as tag>[=json(tag)], </#list><@mark "ami:stack-id">!Ref "AWS::StackId"</@>, <@mark "ami:stack-name">[=json(ami.stackName)]</@>]
</#macro>
<#macro mark key>{Key: "[=key]", Value: <#nested>}</#macro>
