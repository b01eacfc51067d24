package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.advice.WindowsAdvice;
import io.github.amibaker.request.BakeRequest.Script;
import io.github.amibaker.request.BakeRequest.Signal;
import java.util.List;
import java.util.regex.Pattern;

/** What a bake of Windows cannot have, told before AWS is asked. */
final class WindowsFit {
    /** What no file of Windows can be called. */
    private static final Pattern ILLEGAL = Pattern.compile(
            ".*[<>:\"|?*\\\\].*|.*[. ]|(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?", Pattern.DOTALL);

    private WindowsFit() {}

    static void check(BakeRequest request, Faults faults) {
        List<Script> scripts = request.provisioning().scripts();
        List<String> windows = names(scripts, true);
        if (windows.isEmpty()) {
            return;
        }
        List<String> linux = names(scripts, false);
        if (!linux.isEmpty()) {
            faults.add(WindowsAdvice.mixedScripts(windows, linux));
            return;
        }
        if (request.signal() == Signal.RESOURCE) {
            faults.add(WindowsAdvice.signal());
        }
        scripts.stream()
                .filter(script -> script.settings().isSet())
                .forEach(script -> faults.add(WindowsAdvice.settings(script.name())));
        if (request.staging().when() == Staging.When.ALWAYS) {
            faults.add(WindowsAdvice.staging());
        }
        request.egress().proxy().ifPresent(proxy -> faults.add(WindowsAdvice.egress(Parameter.BUILDER_PROXY)));
        if (!request.egress().certificates().isEmpty()) {
            faults.add(WindowsAdvice.egress(Parameter.CA_CERTIFICATES));
        }
        request.provisioning().files().forEach(file -> check(file, faults));
    }

    private static List<String> names(List<Script> scripts, boolean windows) {
        return scripts.stream()
                .filter(one -> Platform.isForWindows(one) == windows)
                .map(Script::name)
                .toList();
    }

    private static void check(PayloadFile file, Faults faults) {
        if (file.kind() == PayloadFile.Kind.LINK) {
            faults.add(WindowsAdvice.link(file.path()));
        }
        for (String part : file.path().split("/", -1)) {
            if (ILLEGAL.matcher(part).matches()) {
                faults.add(WindowsAdvice.illegalName(file.path(), part));
            }
        }
        if (!file.owner().equals(Owner.ROOT)) {
            faults.add(WindowsAdvice.owner(
                    file.path(), file.owner().user() + ":" + file.owner().group()));
        }
    }
}
