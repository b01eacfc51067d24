package io.github.amibaker.staging;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a stack has its objects: the physical id of its {@code Custom::StagedObjects}. */
record StagedPlace(String bucket, String prefix) {
    private static final Pattern PLACE = Pattern.compile("s3://([^/]+)/(.+/)");

    static Optional<StagedPlace> of(String physicalId) {
        Matcher place = PLACE.matcher(physicalId);
        return place.matches() ? Optional.of(new StagedPlace(place.group(1), place.group(2))) : Optional.empty();
    }
}
