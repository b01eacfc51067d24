package io.github.amibaker.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects what is wrong, so that one run reports all of it. */
public final class Faults {
    private final List<Fault> found = new ArrayList<>();

    /** Notes a fault and goes on. */
    public void add(Fault fault) {
        if (!found.contains(fault)) {
            found.add(fault);
        }
    }

    /** Notes a fault and goes on. */
    public void add(Parameter parameter, String what, String advice) {
        add(new Fault(parameter, what, advice));
    }

    /** Whether nothing is wrong so far. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** What was found, in order. */
    public List<Fault> list() {
        return List.copyOf(found);
    }

    /**
     * Ends the goal when anything is wrong.
     *
     * @throws BakeException of kind {@code USER} that lists every fault
     */
    public void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        if (found.size() == 1) {
            throw BakeException.user(found.get(0).what(), found.get(0).mend());
        }
        String list = found.stream().map(fault -> "  - " + fault.text()).collect(Collectors.joining("\n"));
        throw BakeException.user(
                found.size() + " things are wrong, nothing was created:\n" + list,
                "Mend them and run the same command again.");
    }
}
