package io.github.amibaker.it;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a virtual MFA device shows, by RFC 6238. */
public final class Phone {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Phone() {}

    /** The code of now for a seed in base32. */
    public static String code(String seed) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(decode(seed), "HmacSHA1"));
        byte[] digest = mac.doFinal(ByteBuffer.allocate(Long.BYTES)
                .putLong(Instant.now().getEpochSecond() / 30)
                .array());
        int number = ByteBuffer.wrap(digest).getInt(digest[digest.length - 1] & 15) & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    }

    private static byte[] decode(String seed) {
        byte[] bytes = new byte[seed.length() * 5 / 8];
        long bits = 0;
        for (int i = 0, at = 0, held = 0; i < seed.length() && at < bytes.length; i++) {
            bits = bits << 5 | BASE32.indexOf(seed.charAt(i));
            held += 5;
            if (held >= 8) {
                held -= 8;
                bytes[at++] = (byte) (bits >> held);
            }
        }
        return bytes;
    }
}
