package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import java.io.File;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals that render a template take of the template itself: its text, its names, its role. */
abstract class TemplateMojo extends ProvisioningMojo {
    /**
     * CloudFormation template of your own, for FreeMarker with angle-bracket tags and square-bracket interpolation; it
     * needs an output {@code ImageId}. Default: {@code src/main/ami/template.yaml.ftl} where that exists, else the
     * built-in template.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.template")
    private File template;

    /**
     * Names of your own in the template's model. On the command line {@code -Dami.templateVariables=name=value}.
     * Example: {@code <templateVariables><team>web</team></templateVariables>}, used as {@code [=team]}.
     *
     * @since 0.1.0
     */
    @Parameter
    private Map<String, Object> templateVariables;

    /**
     * Name of the image, unique in the account and region. Default: the artifact, its version, and a suffix that the
     * stack gives. Example: {@code web-${project.version}}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.imageName")
    private String imageName;

    /**
     * Tags of the image, its snapshots, the stack and all that is in it, beside the plugin's own, which begin with
     * {@code ami:}. On the command line {@code -Dami.tags=Team=web,Stage=test}. Example:
     * {@code <tags><Team>web</Team></tags>}.
     *
     * @since 0.1.0
     */
    @Parameter
    private Map<String, String> tags;

    /**
     * ARN of a policy that bounds what the role in the stack may do, where the account asks for one. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.permissionsBoundary")
    private String permissionsBoundary;

    /**
     * Path of the role in the stack; begins and ends with a slash. Default: {@code /}. Example: {@code /images/}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ami.rolePath")
    private String rolePath;

    @Override
    void fill(BakeParameters parameters) {
        super.fill(parameters);
        parameters.template = template == null ? null : template.toPath();
        parameters.templateVariables = new PropertyMap(session(), "templateVariables").over(templateVariables);
        parameters.imageName = imageName;
        parameters.tags = new PropertyMap(session(), "tags").over(tags);
        parameters.permissionsBoundary = permissionsBoundary;
        parameters.rolePath = rolePath;
        parameters.gitCommit = GitCommit.of(parameters.basedir);
    }
}
