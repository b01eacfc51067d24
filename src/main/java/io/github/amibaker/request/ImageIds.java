package io.github.amibaker.request;

import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ImagesAdvice;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The ids of several images of one execution: they become parts of properties and of names of stacks. */
public final class ImageIds {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

    private ImageIds() {}

    /**
     * Checks them.
     *
     * @param ids in their order; null where one is missing
     */
    public static void check(List<String> ids, Faults faults) {
        Map<String, String> seen = new HashMap<>();
        for (int number = 1; number <= ids.size(); number++) {
            String id = ids.get(number - 1);
            if (id == null) {
                faults.add(ImagesAdvice.noId(number));
            } else if (!LEGAL.matcher(id).matches()) {
                faults.add(ImagesAdvice.malformedId(id));
            } else {
                String other = seen.put(Names.inStackName(id), id);
                if (other != null) {
                    faults.add(ImagesAdvice.sameId(other, id));
                }
            }
        }
    }

    /**
     * Those that are to be baked.
     *
     * @param written separated by commas; empty: all
     */
    public static Set<String> chosen(String written, Set<String> known, Faults faults) {
        if (written.isBlank()) {
            return known;
        }
        Set<String> chosen = new LinkedHashSet<>();
        for (String id : written.split(",", -1)) {
            if (known.contains(id.strip())) {
                chosen.add(id.strip());
            } else {
                faults.add(ImagesAdvice.unknownChoice(id.strip(), known));
            }
        }
        return chosen;
    }
}
