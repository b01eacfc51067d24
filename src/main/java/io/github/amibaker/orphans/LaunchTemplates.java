package io.github.amibaker.orphans;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Launch templates. */
final class LaunchTemplates implements Leftovers {
    private final Ec2Client ec2;

    LaunchTemplates(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public String kind() {
        return "launch template";
    }

    @Override
    public String listing() {
        return "ec2:DescribeLaunchTemplates";
    }

    @Override
    public String deletion() {
        return "ec2:DeleteLaunchTemplate";
    }

    @Override
    public List<Leftover> find() {
        return ec2
                .describeLaunchTemplatesPaginator(request -> request.filters(Tags.marked()))
                .launchTemplates()
                .stream()
                .map(template -> new Leftover(
                        template.launchTemplateId(),
                        Tags.of(template.tags()),
                        template.createTime(),
                        template.launchTemplateName()))
                .toList();
    }

    @Override
    public void delete(String id) {
        ec2.deleteLaunchTemplate(request -> request.launchTemplateId(id));
    }
}
