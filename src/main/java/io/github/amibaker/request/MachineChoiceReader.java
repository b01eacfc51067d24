package io.github.amibaker.request;

import io.github.amibaker.advice.Fault;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.PlacementAdvice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads which machines the builder may be, and where. */
final class MachineChoiceReader {
    private static final Pattern INSTANCE_TYPE = Pattern.compile("[a-z][a-z0-9-]*\\.[a-z0-9-]+");
    private static final Pattern SUBNET = Pattern.compile("subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})");
    private static final Pattern VPC = Pattern.compile("vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})");
    private static final Pattern ZONE = Pattern.compile("[a-z]{2}(?:-[a-z]+)+-[0-9]+(?:-[a-z]+-[0-9]+)?[a-z]");
    /** Dollars, in no more digits than make sense. */
    private static final Pattern PRICE = Pattern.compile("[0-9]{1,4}(?:\\.[0-9]{1,6})?");
    /** EC2 takes more than that. */
    private static final double FREE = 0.001;
    /** What was tried fits one tag of the stack. */
    private static final int MOST = 32;

    private final Faults faults;

    private MachineChoiceReader(Faults faults) {
        this.faults = faults;
    }

    static MachineChoice read(BakeParameters parameters, Faults faults) {
        return new MachineChoiceReader(faults).read(parameters);
    }

    private MachineChoice read(BakeParameters parameters) {
        List<String> types = list(parameters.instanceType, INSTANCE_TYPE, PlacementAdvice::malformedInstanceType);
        List<String> subnets = list(parameters.subnetId, SUBNET, PlacementAdvice::malformedSubnet);
        Optional<MachineChoice.SubnetFilter> filter = Optional.ofNullable(parameters.subnetFilter)
                .filter(MachineChoiceReader::isWritten)
                .map(this::filter);
        if (filter.isPresent() && parameters.subnetId != null) {
            faults.add(PlacementAdvice.subnetAndFilter(parameters.subnetId));
        }
        Optional<MachineChoice.Spot> spot = spot(parameters.spot);
        int count = Math.max(1, types.size()) * Math.max(1, subnets.size()) * (spot.isPresent() ? 2 : 1);
        if (count > MOST) {
            faults.add(PlacementAdvice.tooManyCandidates(count, MOST));
        }
        return new MachineChoice(types, subnets, filter, spot);
    }

    /** Separated by commas or blanks, as a pom or a command line has them. */
    private List<String> list(String written, Pattern form, Function<String, Fault> malformed) {
        List<String> list = new ArrayList<>();
        if (written == null) {
            return list;
        }
        for (String word : written.strip().split("[\\s,]+", -1)) {
            if (!form.matcher(word).matches()) {
                faults.add(malformed.apply(written.strip().equals(word) ? written : word));
                return List.of();
            }
            if (list.contains(word)) {
                faults.add(PlacementAdvice.repeated(form == SUBNET, word));
                return List.of();
            }
            list.add(word);
        }
        return List.copyOf(list);
    }

    /** Of a parameter that is left out Maven makes an empty one. */
    private static boolean isWritten(BakeParameters.SubnetFilter filter) {
        return filter.name != null || filter.vpcId != null || filter.zone != null || filter.tags != null;
    }

    private MachineChoice.SubnetFilter filter(BakeParameters.SubnetFilter written) {
        SortedMap<String, String> tags = new TreeMap<>();
        if (written.tags != null) {
            for (Map.Entry<String, String> tag : written.tags.entrySet()) {
                tags.put(tag.getKey(), tag.getValue() == null ? "" : tag.getValue());
            }
        }
        Optional<String> name = Optional.ofNullable(written.name).map(String::strip);
        if (tags.isEmpty()
                && written.vpcId == null
                && written.zone == null
                && name.filter(text -> !text.isEmpty()).isEmpty()) {
            faults.add(PlacementAdvice.emptyFilter(written.name));
        }
        return new MachineChoice.SubnetFilter(
                name,
                matching("vpcId", written.vpcId, VPC, "vpc- and 8 or 17 hexadecimal digits"),
                matching("zone", written.zone, ZONE, "an availability zone, such as eu-west-1a"),
                Collections.unmodifiableSortedMap(tags));
    }

    private Optional<MachineChoice.Spot> spot(String written) {
        String price = written == null ? "false" : written.strip();
        if (price.equals("false")) {
            return Optional.empty();
        }
        if (price.equals("true")) {
            return Optional.of(new MachineChoice.Spot(Optional.empty()));
        }
        if (!PRICE.matcher(price).matches() || Double.parseDouble(price) <= FREE) {
            faults.add(PlacementAdvice.malformedPrice(written));
            return Optional.empty();
        }
        return Optional.of(new MachineChoice.Spot(Optional.of(price)));
    }

    private Optional<String> matching(String element, String written, Pattern form, String legal) {
        if (written != null && !form.matcher(written).matches()) {
            faults.add(PlacementAdvice.malformedFilter(element, written, legal));
            return Optional.empty();
        }
        return Optional.ofNullable(written);
    }
}
