package io.github.amibaker.stack;

import io.github.amibaker.console.Console;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the builder prints, told apart: provisioning for everybody, the machine's own boot and shutdown for the curious. */
final class BuilderLog {
    private static final int REMEMBERED = 40;
    private static final String MARK = "ami-bake: ";

    /** What cloud-init and the kernel put before a line on the way to the serial console. */
    private static final Pattern CLOUD_INIT = Pattern.compile("^\\[ *\\d+\\.\\d+] cloud-init\\[\\d+]: ");

    private static final Pattern MACHINE =
            Pattern.compile("^(\\[ *\\d+\\.\\d+] |\\[ {2}OK {2}] |\\[FAILED] |\\[DEPEND] |ci-info: ).*");
    private static final Pattern BEGINS = Pattern.compile("^script (\\d+/\\d+ .+)$");
    private static final Set<String> STEPS = Set.of("files", "secrets", "cleaning");
    private static final Pattern ENDS = Pattern.compile("^script .+ done in .*$");

    private final Console console;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private boolean provisioning;
    private Optional<String> running = Optional.empty();
    private Optional<String> failure = Optional.empty();

    BuilderLog(Console console) {
        this.console = console;
    }

    void print(List<String> lines) {
        lines.forEach(this::print);
    }

    BuilderReport report(Optional<String> instanceId) {
        return new BuilderReport(instanceId, List.copyOf(lastLines), running, failure);
    }

    private void print(String raw) {
        String line = CLOUD_INIT.matcher(raw).replaceFirst("");
        int mark = line.indexOf(MARK);
        if (mark >= 0) {
            said(line.substring(mark + MARK.length()));
        }
        if ((!provisioning && mark < 0) || MACHINE.matcher(line).matches()) {
            console.debug("[builder] " + line);
            return;
        }
        if (lastLines.size() == REMEMBERED) {
            lastLines.removeFirst();
        }
        lastLines.addLast(line);
        console.info("[builder] " + line);
    }

    private void said(String words) {
        Matcher begins = BEGINS.matcher(words);
        provisioning = true;
        if (begins.matches()) {
            running = Optional.of("script " + begins.group(1));
        } else if (ENDS.matcher(words).matches()) {
            running = Optional.empty();
        } else if (STEPS.contains(words)) {
            running = Optional.of("the step '" + words + "'");
        } else if (words.startsWith("FAILED ")) {
            failure = failure.or(() -> Optional.of(words.substring("FAILED ".length())));
            provisioning = false;
        } else if (words.startsWith("provisioned")) {
            running = Optional.empty();
            provisioning = false;
        }
    }
}
