package io.github.amibaker.advice;

import static io.github.amibaker.advice.Wording.fault;
import static io.github.amibaker.advice.Wording.quote;

import java.util.List;

/** What to do about templates, their variables, and user data that is too long. */
public final class TemplateAdvice {
    private TemplateAdvice() {}

    /** The template's file cannot be read. */
    public static Fault unreadable(String file, String why) {
        return fault(
                Parameter.TEMPLATE,
                "The template " + quote(file) + " cannot be read: " + why + ".",
                "Name a file that is there, or leave it out for the built-in template.");
    }

    /** A variable's name that a template could not use. */
    public static Fault variableName(String name) {
        return fault(
                Parameter.TEMPLATE_VARIABLES,
                "The template variable " + quote(name) + " has a name that templates cannot use.",
                "Use letters, digits and underscores, not a digit first.");
    }

    /** A variable's name that the plugin uses. */
    public static Fault reservedVariableName(String name) {
        return fault(
                Parameter.TEMPLATE_VARIABLES,
                "The template variable " + quote(name) + " is the plugin's own.",
                "ami and json are what templates find the plugin's values and quoting under: take another name.");
    }

    /** FreeMarker cannot render it. */
    public static Fault broken(String file, int line, int column, String problem) {
        return fault(
                Parameter.TEMPLATE,
                "The template " + file + " is broken at line " + line + ", column " + column + ": " + problem,
                "Mend it there; tags are <#if …>, values [=name], and [=ami.NAME] the plugin's.");
    }

    /** A name in the template stands for nothing. */
    public static Fault undefined(String file, int line, int column, String name) {
        return fault(
                Parameter.TEMPLATE,
                "The template " + file + " uses " + quote(name) + " at line " + line + ", column " + column
                        + ", which is not defined.",
                "Define it under " + Parameter.TEMPLATE_VARIABLES.path()
                        + ", or give a default, [=(name)!\"…\"]; the plugin's own names are [=ami.NAME] as the README"
                        + " lists them.");
    }

    /** The rendered text is no YAML. */
    public static Fault noYaml(String file, int line, int column, String problem, String text) {
        return fault(
                Parameter.TEMPLATE,
                "The template " + file + " does not give YAML: line " + line + ", column " + column
                        + " of what was rendered: " + problem
                        + (text.isBlank() ? "." : ": " + quote(text.strip()) + "."),
                "Look at the whole with mvn ami:render, and mend the template; [=json(value)] quotes any value.");
    }

    /** Something that every template must have is missing. */
    public static Fault noResources(String file) {
        return fault(
                Parameter.TEMPLATE,
                "The template " + file + " has no Resources.",
                "A template of CloudFormation has a mapping Resources with one resource at least.");
    }

    /** The own template does not say which image it makes. */
    public static Fault noImageId(String file) {
        return fault(
                Parameter.TEMPLATE,
                "The template " + file + " has no output ImageId.",
                "The plugin finds the image by it: add Outputs, ImageId, Value: !GetAtt <your custom resource>.ImageId.");
    }

    /** A parameter that nobody gives a value. */
    public static Fault parameterWithoutDefault(String file, String name) {
        return fault(
                Parameter.TEMPLATE,
                "The template " + file + " has a parameter " + quote(name) + " without Default.",
                "The plugin passes no parameters to the stack: give it a Default, or write [=name] and "
                        + Parameter.TEMPLATE_VARIABLES.path() + ".");
    }

    /** More of something than CloudFormation takes. */
    public static Fault tooMany(String file, String what, int count, int most) {
        return fault(
                Parameter.TEMPLATE,
                "The template " + file + " has " + count + " " + what + ".",
                "CloudFormation takes " + most + " at most.");
    }

    /** The rendered template is too long. */
    public static Fault tooLong(String file, int bytes, int most) {
        return fault(
                Parameter.TEMPLATE,
                "The template " + file + " is " + bytes + " bytes long once rendered.",
                "CloudFormation takes " + most + " at most: make it, its scripts or its files shorter.");
    }

    /**
     * The user data is too long.
     *
     * @param parts lines with a size each
     * @param mend what makes it shorter, sentences
     */
    public static Fault userDataTooLong(int bytes, int most, List<String> parts, String mend) {
        return fault(
                Parameter.PROVISION_DIRECTORY,
                "The user data is " + bytes + " bytes long, EC2 takes " + most + ":\n    "
                        + String.join("\n    ", parts) + "\n   ",
                "Compressed sizes count a third more, as they travel in base64. " + mend);
    }
}
