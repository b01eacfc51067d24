package io.github.amibaker.mojo;

import io.github.amibaker.request.BakeParameters;
import java.util.Map;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** A script in the list {@code provision}; a bare word is a file or a ready-made script. */
public final class ProvisionScript {
    private String bare;
    private String name;
    private String file;
    /** Untouched: of a text Maven would make `$` of `$$`, and more. */
    private PlexusConfiguration inline;

    private String readyMade;
    private String interpreter;
    private Map<String, String> environment;
    private String timeout;
    private String retries;
    private String retryPause;
    private String expectReboot;

    /** As Maven fills it from {@code <script>10-a.sh</script>}. */
    public void set(String word) {
        bare = word;
    }

    BakeParameters.Script script() {
        BakeParameters.Script script = new BakeParameters.Script();
        script.bare = bare;
        script.name = name;
        script.file = file;
        script.inline = inline == null ? null : inline.getValue("");
        script.readyMade = readyMade;
        script.interpreter = interpreter;
        script.environment = environment;
        script.timeout = timeout;
        script.retries = retries;
        script.retryPause = retryPause;
        script.expectReboot = expectReboot;
        return script;
    }
}
