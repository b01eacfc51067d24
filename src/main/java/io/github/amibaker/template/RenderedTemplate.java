package io.github.amibaker.template;

import io.github.amibaker.inputs.Parts;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A template that CloudFormation can take as it is.
 *
 * @param body the template, YAML, at most 51,200 bytes
 * @param userData the builder's user data as the template carries it, for a look; the signal's address is still a placeholder
 * @param inputs hash over all that shapes the image, hexadecimal SHA-256 (DESIGN 8)
 * @param parts what that hash is made from, by name
 * @param stackTags tags of the stack: the plugin's and the user's
 * @param imageTags tags of the image and its snapshots: the plugin's (without {@code ami:stack-id}, which only the stack knows) and the user's
 * @param builtIn whether the plugin's own template made it, so that its function tags the image
 */
public record RenderedTemplate(
        String body,
        String userData,
        String inputs,
        Parts parts,
        SortedMap<String, String> stackTags,
        SortedMap<String, String> imageTags,
        boolean builtIn) {
    /** Name of a file that holds the user data. */
    public String userDataName() {
        return userData.startsWith("<powershell>") ? "user-data.ps1" : "user-data.sh";
    }

    /** Whether the template takes the user data that the plugin works out. */
    public boolean usesUserData() {
        return !userData.isEmpty();
    }

    /** Whether CloudFormation wants consent to what the stack makes of IAM's; of a template of the user's own who knows. */
    public boolean makesRoles() {
        return !builtIn || body.contains("AWS::IAM::");
    }

    /** The same with more tags on the stack. */
    public RenderedTemplate tagged(SortedMap<String, String> more) {
        SortedMap<String, String> tags = new TreeMap<>(stackTags);
        tags.putAll(more);
        return new RenderedTemplate(body, userData, inputs, parts, tags, imageTags, builtIn);
    }
}
