package io.github.amibaker.preflight;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.WindowsAdvice;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.request.BakeRequest.Script;
import io.github.amibaker.request.Platform;
import java.util.List;

/** Whether the scripts are for what the base image is of. */
final class PlatformCheck {
    private PlatformCheck() {}

    static void check(BakeRequest request, BaseImageLookup.Found base, Faults faults) {
        List<String> scripts =
                request.provisioning().scripts().stream().map(Script::name).toList();
        if (scripts.isEmpty() || base.platform() == request.provisioning().platform()) {
            return;
        }
        faults.add(
                base.platform() == Platform.WINDOWS
                        ? WindowsAdvice.scriptsForLinux(base.id(), scripts)
                        : WindowsAdvice.scriptsForWindows(base.id(), scripts));
    }

    /** The same of user data that no script is in: it is for Linux. */
    static void userData(BakeRequest request, BaseImageLookup.Found base, Faults faults) {
        if (request.provisioning().scripts().isEmpty() && base.platform() == Platform.WINDOWS) {
            faults.add(WindowsAdvice.userDataForLinux(base.id()));
        }
    }
}
