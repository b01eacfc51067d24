package io.github.amibaker.orphans;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Log groups of the region. */
final class FakeLogGroups implements CloudWatchLogsClient {
    private final FakeRegion region;

    FakeLogGroups(FakeRegion region) {
        this.region = region;
    }

    private static final String ARN = "arn:aws:logs:eu-central-1:123456789012:log-group:";

    @Override
    public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
        region.call("DescribeLogGroups", "");
        return DescribeLogGroupsResponse.builder()
                .logGroups(region.logGroups.keySet().stream()
                        .filter(name -> name.startsWith(request.logGroupNamePrefix()))
                        .map(name -> LogGroup.builder()
                                .logGroupName(name)
                                .arn(ARN + name + ":*")
                                .creationTime(Instant.EPOCH.toEpochMilli())
                                .storedBytes(7L)
                                .build())
                        .toList())
                .build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        Map<String, String> tags = region.logGroups.get(request.resourceArn().substring(ARN.length()));
        if (tags == null) {
            throw ResourceNotFoundException.builder().message("gone").build();
        }
        return ListTagsForResourceResponse.builder().tags(tags).build();
    }

    @Override
    public DeleteLogGroupResponse deleteLogGroup(DeleteLogGroupRequest request) {
        region.call("DeleteLogGroup", request.logGroupName());
        return DeleteLogGroupResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "logs";
    }

    @Override
    public void close() {
        // holds nothing
    }
}
