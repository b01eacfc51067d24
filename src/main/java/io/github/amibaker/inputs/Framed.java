package io.github.amibaker.inputs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over blocks, each preceded by its length, so that none can run into the next. */
final class Framed {
    private final MessageDigest digest;

    Framed() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Framed add(String block) {
        return add(block.getBytes(StandardCharsets.UTF_8));
    }

    Framed add(byte[] block) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(block.length).array());
        digest.update(block);
        return this;
    }

    byte[] bytes() {
        return digest.digest();
    }
}
