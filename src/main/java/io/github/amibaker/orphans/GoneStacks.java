package io.github.amibaker.orphans;

import io.github.amibaker.stack.StackLookup;
import java.util.HashMap;
import java.util.Map;

/** Tells which stacks are gone, each asked for by its ARN once. Only those of this account and region are asked for. */
final class GoneStacks {
    private final StackLookup lookup;
    private final String region;
    private final String account;
    private final Map<String, Boolean> known = new HashMap<>();

    GoneStacks(StackLookup lookup, String region, String account) {
        this.lookup = lookup;
        this.region = region;
        this.account = account;
    }

    /** Whether the stack that made it is gone; not when nobody here can tell. */
    boolean made(Leftover leftover) {
        return leftover.isMarked()
                && leftover.stackId()
                        .filter(this::isHere)
                        .map(id -> known.computeIfAbsent(id, this::isGone))
                        .orElse(false);
    }

    /** {@code arn:partition:cloudformation:region:account:stack/name/uuid}; a copy may carry the tags of elsewhere. */
    private boolean isHere(String stackId) {
        String[] parts = stackId.split(":", 6);
        return parts.length == 6
                && parts[2].equals("cloudformation")
                && parts[3].equals(region)
                && parts[4].equals(account)
                && parts[5].startsWith("stack/");
    }

    private boolean isGone(String stackId) {
        return lookup.byArn(stackId).map(stack -> stack.status().isDeleted()).orElse(true);
    }
}
