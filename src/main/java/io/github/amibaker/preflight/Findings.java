package io.github.amibaker.preflight;

import java.util.List;
import java.util.Optional;

/** What AWS has of what a request names; what is missing is a fault that was told. */
record Findings(
        Optional<Caller> caller,
        Optional<BaseImageLookup.Found> base,
        List<InstanceTypeCheck.Found> types,
        NetworkCheck.Found network,
        boolean spot) {
    static final Findings NONE =
            new Findings(Optional.empty(), Optional.empty(), List.of(), NetworkCheck.Found.NOTHING, false);
}
