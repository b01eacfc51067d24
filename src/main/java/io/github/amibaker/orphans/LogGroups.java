package io.github.amibaker.orphans;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** The function's log groups, which the built-in template names after its stack. */
final class LogGroups implements Leftovers {
    private static final String PREFIX = "/ami-bake/";

    private final CloudWatchLogsClient logs;

    LogGroups(CloudWatchLogsClient logs) {
        this.logs = logs;
    }

    @Override
    public String kind() {
        return "log group";
    }

    @Override
    public String listing() {
        return "logs:DescribeLogGroups";
    }

    @Override
    public String deletion() {
        return "logs:DeleteLogGroup";
    }

    @Override
    public List<Leftover> find() {
        return logs.describeLogGroupsPaginator(request -> request.logGroupNamePrefix(PREFIX)).logGroups().stream()
                .map(group -> new Leftover(
                        group.logGroupName(),
                        tags(group),
                        Optional.ofNullable(group.creationTime()).map(Instant::ofEpochMilli),
                        Optional.ofNullable(group.storedBytes()).orElse(0L) + " bytes",
                        Set.of()))
                .filter(group -> group.tags().containsKey(Leftover.MARK))
                .toList();
    }

    @Override
    public void delete(String id) {
        logs.deleteLogGroup(request -> request.logGroupName(id));
    }

    private Map<String, String> tags(LogGroup group) {
        try {
            // CloudWatch Logs lists the ARN with an ending that it does not take here.
            return logs.listTagsForResource(
                            request -> request.resourceArn(group.arn().replaceFirst(":\\*$", "")))
                    .tags();
        } catch (ResourceNotFoundException gone) {
            return Map.of();
        }
    }
}
