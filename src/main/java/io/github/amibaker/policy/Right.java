package io.github.amibaker.policy;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that somebody may do; as a statement of a policy, and as a question to the policy simulator. Every action
 * makes sense on every resource.
 *
 * @param sid names it, letters and digits only
 * @param needed whether a bake fails without it; what is not needed makes it more comfortable
 * @param actions in IAM's words, such as {@code ec2:RunInstances}
 * @param conditions key and value of what has to be equal
 */
public record Right(
        String sid,
        boolean needed,
        List<String> actions,
        List<Resource> resources,
        SortedMap<String, String> conditions) {

    /**
     * What it is done to.
     *
     * @param pattern as a policy has it, with {@code *} for what nobody knows beforehand
     * @param example one such as it will be, as the simulator has it
     */
    public record Resource(String pattern, String example) {
        static final Resource ANY = new Resource("*");

        Resource(String pattern) {
            this(pattern, pattern);
        }
    }

    static Right of(String sid, List<String> actions, Resource... resources) {
        return of(sid, actions, List.of(resources));
    }

    static Right of(String sid, List<String> actions, List<Resource> resources) {
        return new Right(sid, true, actions.stream().sorted().toList(), List.copyOf(resources), new TreeMap<>());
    }

    /** The same, while that key has that value. */
    Right when(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(conditions);
        more.put(key, value);
        return new Right(sid, needed, actions, resources, more);
    }

    /** The same, though a bake does without. */
    Right optional() {
        return new Right(sid, false, actions, resources, conditions);
    }
}
