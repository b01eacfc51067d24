package io.github.amibaker.request;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.MachineAdvice;
import io.github.amibaker.advice.VolumeAdvice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads what the builder is and where it stands. */
final class MachineReader {
    private static final Pattern GROUP = Pattern.compile("sg-(?:[0-9a-f]{8}|[0-9a-f]{17})");
    /** What EC2 takes for a name, but for the comma, which is between two in a list. */
    private static final Pattern GROUP_NAME = Pattern.compile("(?!sg-)[A-Za-z0-9 ._:/()#@\\[\\]+=&;{}!$*-]{1,255}");

    private static final Pattern PROFILE = Pattern.compile(
            "[A-Za-z0-9_+=,.@-]{1,128}|arn:aws[a-z-]*:iam::[0-9]{12}:instance-profile/(?:[!-~]+/)?[A-Za-z0-9_+=,.@-]{1,128}");
    /** As many as EC2 lets a network interface have after its quota was raised. */
    private static final int MOST_GROUPS = 16;

    private MachineReader() {}

    static BakeRequest.Machine read(BakeParameters parameters, Faults faults) {
        return new BakeRequest.Machine(
                MachineChoiceReader.read(parameters, faults),
                groups(parameters.securityGroupIds, faults),
                matching(PROFILE, parameters.instanceProfile, MachineAdvice::malformedInstanceProfile, faults),
                Optional.ofNullable(parameters.associatePublicIp),
                VolumeReader.read(parameters.rootVolume, VolumeAdvice.Subject.ROOT, faults));
    }

    /** What was written when it matches, nothing and a fault when it does not. */
    static Optional<String> matching(Pattern form, String written, Function<String, Fault> advice, Faults faults) {
        if (written != null && !form.matcher(written).matches()) {
            faults.add(advice.apply(written));
            return Optional.empty();
        }
        return Optional.ofNullable(written);
    }

    private static List<String> groups(List<String> written, Faults faults) {
        List<String> groups = new ArrayList<>();
        for (String group : written == null ? List.<String>of() : written) {
            if (group == null
                    || group.isBlank()
                    || !(GROUP.matcher(group).matches()
                            || GROUP_NAME.matcher(group).matches())) {
                faults.add(MachineAdvice.malformedSecurityGroup(group));
            } else if (groups.contains(group)) {
                faults.add(MachineAdvice.repeatedSecurityGroup(group));
            } else {
                groups.add(group);
            }
        }
        if (groups.size() > MOST_GROUPS) {
            faults.add(MachineAdvice.tooManySecurityGroups(groups.size(), MOST_GROUPS));
        }
        return List.copyOf(groups);
    }
}
