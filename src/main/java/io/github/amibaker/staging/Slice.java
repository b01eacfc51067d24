package io.github.amibaker.staging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Some bytes of a file, from a place on, without the rest being read. */
final class Slice extends InputStream {
    private final FileChannel channel;
    private final LongConsumer read;
    private long left;

    Slice(Path file, long from, long length, LongConsumer read) throws IOException {
        this.channel = FileChannel.open(file);
        this.channel.position(from);
        this.left = length;
        this.read = read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, left)));
        if (count < 0) {
            throw new EOFException("the archive became shorter while it was sent");
        }
        left -= count;
        read.accept(count);
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
