package io.github.amibaker.inputs;

import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What shapes an image, in named parts, so that it can be told which of them changed. A part's name is what a user is
 * told: {@code script 10-java.sh}, {@code file etc/motd}, {@code instanceType}. Its first word is its kind, and slashes
 * after that are folders.
 */
public final class Parts {
    private final SortedMap<String, String> digests;

    private Parts(SortedMap<String, String> digests) {
        this.digests = Collections.unmodifiableSortedMap(digests);
    }

    /** The hash over all of them, hexadecimal SHA-256: the tag {@code ami:inputs}. */
    public String hash() {
        Framed all = new Framed();
        digests.forEach((name, digest) -> all.add(name).add(digest));
        return HexFormat.of().formatHex(all.bytes());
    }

    /** Hash of each part's content, hexadecimal SHA-256, by the part's name. */
    public SortedMap<String, String> digests() {
        return digests;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parts parts && digests.equals(parts.digests);
    }

    @Override
    public int hashCode() {
        return digests.hashCode();
    }

    @Override
    public String toString() {
        return digests.keySet().toString();
    }

    /** Takes parts, in any order. */
    public static final class Collector {
        private final SortedMap<String, String> digests = new TreeMap<>();

        /** A part whose content is these blocks, which cannot run together. A name that is taken gets a number. */
        public Collector add(String name, byte[]... blocks) {
            Framed content = new Framed();
            for (byte[] block : blocks) {
                content.add(block);
            }
            String free = name;
            for (int number = 2; digests.containsKey(free); number++) {
                free = name + " (" + number + ")";
            }
            digests.put(free, HexFormat.of().formatHex(content.bytes()));
            return this;
        }

        /** All that were added. */
        public Parts parts() {
            return new Parts(new TreeMap<>(digests));
        }
    }
}
