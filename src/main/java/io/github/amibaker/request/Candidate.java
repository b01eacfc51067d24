package io.github.amibaker.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One machine in one place that a builder may be. They are tried in this order: all on the spot market first when that
 * is asked for; then by type, as the user wrote them; then by subnet, as the user wrote them or the one with most free
 * addresses first.
 *
 * @param subnetId empty: EC2 chooses one of the default VPC
 * @param zone availability zone of the subnet
 */
public record Candidate(String instanceType, Optional<String> subnetId, Optional<String> zone, boolean spot) {
    private static final int MARK = 6;

    /** A subnet and its availability zone. */
    public record Place(String subnetId, String zone) {}

    /** All candidates in order. */
    public static List<Candidate> of(List<String> types, List<Place> places, boolean spotFirst) {
        List<Candidate> all = new ArrayList<>();
        for (boolean spot : spotFirst ? List.of(true, false) : List.of(false)) {
            for (String type : types) {
                if (places.isEmpty()) {
                    all.add(new Candidate(type, Optional.empty(), Optional.empty(), spot));
                }
                places.forEach(place ->
                        all.add(new Candidate(type, Optional.of(place.subnetId()), Optional.of(place.zone()), spot)));
            }
        }
        return List.copyOf(all);
    }

    /** As a tag holds it and people read it, such as {@code t3.small subnet-0123456789abcdef0 spot}. */
    public String name() {
        return instanceType + subnetId.map(id -> " " + id).orElse("") + (spot ? " spot" : "");
    }

    /** As a sentence has it, such as {@code t3.small on the spot market in subnet-… (eu-west-1a)}. */
    public String text() {
        return instanceType
                + (spot ? " on the spot market" : "")
                + subnetId.map(id -> " in " + id).orElse("")
                + zone.map(name -> " (" + name + ")").orElse("");
    }

    /** Six digits that stand for the name where there is little room. */
    public String mark() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, MARK);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
