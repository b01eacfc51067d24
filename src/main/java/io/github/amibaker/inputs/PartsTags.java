package io.github.amibaker.inputs;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parts of an image in a few of its tags, {@code ami:parts-1} and on: a short hash of each part's name with a short
 * hash of its content, in base64url. They only tell a later bake what changed; whether anything did, {@code ami:inputs}
 * tells.
 *
 * <p>Whoever may read the tags learns no name and no value, but can try values: 16 bits of a hash leave one guess in
 * 65,536 standing, so that a short value cannot be told from many others. Secrets are not among the values anyway, only
 * where they lie.
 */
public final class PartsTags {
    /** What the tags' keys begin with. */
    public static final String KEY = "ami:parts-";

    /** The longest value of a tag, in characters; multiple of four, so that each is whole bytes. */
    private static final int LONGEST = 256;
    /** More tags than these are not spent on it. */
    static final int MOST_TAGS = 4;

    private static final byte FORMAT = 1;
    private static final int NAME = 3;
    private static final int CONTENT = 2;

    private PartsTags() {}

    /**
     * The tags.
     *
     * @param room how many tags there may be; with none nothing can be told later
     */
    public static SortedMap<String, String> of(Parts parts, int room) {
        int tags = Math.min(room, MOST_TAGS);
        if (tags < 1) {
            return new TreeMap<>();
        }
        int most = (tags * LONGEST / 4 * 3 - 1) / (NAME + CONTENT);
        SortedMap<String, byte[]> byName = new TreeMap<>();
        new Folding(parts).within(most).forEach((name, digest) -> byName.put(name(name), content(digest)));
        ByteBuffer bytes = ByteBuffer.allocate(1 + byName.size() * (NAME + CONTENT));
        bytes.put(FORMAT);
        byName.forEach(
                (name, content) -> bytes.put(HexFormat.of().parseHex(name)).put(content));
        return split(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
    }

    /**
     * Reads them back: short hashes of contents by short hashes of names, hexadecimal.
     *
     * @param tags all tags of an image
     * @return empty when there are none, or none that this version can read
     */
    static Optional<Map<String, String>> read(Map<String, String> tags) {
        StringBuilder text = new StringBuilder();
        for (int number = 1; tags.containsKey(KEY + number); number++) {
            text.append(tags.get(KEY + number));
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.toString()));
            if (!bytes.hasRemaining() || bytes.get() != FORMAT || bytes.remaining() % (NAME + CONTENT) != 0) {
                return Optional.empty();
            }
            Map<String, String> entries = new TreeMap<>();
            while (bytes.hasRemaining()) {
                entries.put(hex(bytes, NAME), hex(bytes, CONTENT));
            }
            return Optional.of(entries);
        } catch (IllegalArgumentException spoiled) {
            return Optional.empty();
        }
    }

    /** Short hash of a part's name, hexadecimal. */
    static String name(String part) {
        return HexFormat.of().formatHex(new Framed().add(part).bytes(), 0, NAME);
    }

    /** Short hash of a part's digest. */
    static byte[] content(String digest) {
        return HexFormat.of().parseHex(digest, 0, 2 * CONTENT);
    }

    private static SortedMap<String, String> split(String text) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (int begin = 0; begin < text.length(); begin += LONGEST) {
            String value = text.substring(begin, Math.min(text.length(), begin + LONGEST));
            tags.put(KEY + (tags.size() + 1), value);
        }
        return tags;
    }

    private static String hex(ByteBuffer bytes, int length) {
        byte[] some = new byte[length];
        bytes.get(some);
        return HexFormat.of().formatHex(some);
    }
}
