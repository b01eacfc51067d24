package io.github.amibaker.orphans;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Security groups, of which EC2 does not tell how old they are. */
final class SecurityGroups implements Leftovers {
    private final Ec2Client ec2;

    SecurityGroups(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public String kind() {
        return "security group";
    }

    @Override
    public String listing() {
        return "ec2:DescribeSecurityGroups";
    }

    @Override
    public String deletion() {
        return "ec2:DeleteSecurityGroup";
    }

    @Override
    public List<Leftover> find() {
        return ec2.describeSecurityGroupsPaginator(request -> request.filters(Tags.marked())).securityGroups().stream()
                .map(group -> new Leftover(group.groupId(), Tags.of(group.tags()), null, group.groupName()))
                .toList();
    }

    @Override
    public void delete(String id) {
        ec2.deleteSecurityGroup(request -> request.groupId(id));
    }
}
