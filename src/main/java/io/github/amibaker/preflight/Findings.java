package io.github.amibaker.preflight;

import java.util.Optional;

/** What AWS has of what a request names; what is missing is a fault that was told. */
record Findings(
        Optional<Caller> caller,
        Optional<BaseImageLookup.Found> base,
        Optional<InstanceTypeCheck.Found> type,
        NetworkCheck.Found network) {
    static final Findings NONE = new Findings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new NetworkCheck.Found(Optional.empty(), Optional.empty()));
}
