package io.github.amibaker.aws;

import software.amazon.awssdk.services.ec2.model.*;

/** What passes a filter of EC2. */
final class Ec2Filters {
    private Ec2Filters() {}

    static boolean matches(Image image, Filter filter) {
        if (!filter.name().startsWith("tag:")) {
            String value = switch (filter.name()) {
                case "name" -> image.name();
                case "state" -> image.stateAsString();
                case "architecture" -> image.architectureAsString();
                case "root-device-type" -> image.rootDeviceTypeAsString();
                case "virtualization-type" -> image.virtualizationTypeAsString();
                default -> throw Answers.error("InvalidParameterValue", "The filter is invalid");
            };
            return filter.values().stream().anyMatch(wanted -> fits(wanted, value));
        }
        String key = filter.name().substring("tag:".length());
        return image.tags().stream()
                .anyMatch(tag -> tag.key().equals(key)
                        && filter.values().stream().anyMatch(wanted -> fits(wanted, tag.value())));
    }

    private static boolean fits(String pattern, String value) {
        return value.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }

    static boolean matches(Subnet subnet, Filter filter) {
        String value = switch (filter.name()) {
            case "subnet-id" -> subnet.subnetId();
            case "vpc-id" -> subnet.vpcId();
            case "availability-zone" -> subnet.availabilityZone();
            default ->
                subnet.tags().stream()
                        .filter(tag -> filter.name().equals("tag:" + tag.key()))
                        .map(Tag::value)
                        .findFirst()
                        .orElse("");
        };
        return filter.values().contains(value);
    }

    static boolean matches(SecurityGroup group, Filter filter) {
        String value = switch (filter.name()) {
            case "group-id" -> group.groupId();
            case "vpc-id" -> group.vpcId();
            default -> group.groupName();
        };
        return filter.values().contains(value);
    }
}
