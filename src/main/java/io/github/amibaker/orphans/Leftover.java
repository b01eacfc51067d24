package io.github.amibaker.orphans;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that a stack of the plugin made, whether that stack is still there or not.
 *
 * @param id by which it is deleted
 * @param created when it was made; empty where AWS does not tell
 * @param what its size or state, a few words
 * @param usedBy ids of what uses it, without which it must go first
 */
record Leftover(String id, Map<String, String> tags, Optional<Instant> created, String what, Set<String> usedBy) {
    /** The tag that every stack of the plugin gives, or hands down, to what it makes. */
    static final String MARK = "ami:stack-name";

    Leftover(String id, Map<String, String> tags, Instant created, String what) {
        this(id, tags, Optional.ofNullable(created), what, Set.of());
    }

    Leftover usedBy(Set<String> ids) {
        return new Leftover(id, tags, created, what, ids);
    }

    /** ARN of the stack that made it, by the plugin's tag or by CloudFormation's own. */
    Optional<String> stackId() {
        return Optional.ofNullable(tags.get("ami:stack-id"))
                .or(() -> Optional.ofNullable(tags.get("aws:cloudformation:stack-id")));
    }

    /** Whether a stack of the plugin made it. */
    boolean isMarked() {
        return tags.containsKey(MARK) && stackId().isPresent();
    }

    String stackName() {
        return tags.getOrDefault(MARK, "");
    }
}
