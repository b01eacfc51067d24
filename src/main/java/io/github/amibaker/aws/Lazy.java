package io.github.amibaker.aws;

import java.util.Optional;
import java.util.function.Supplier;

/** A client that is made when it is first asked for. */
final class Lazy<T extends AutoCloseable> implements AutoCloseable {
    private final Supplier<T> maker;
    private Optional<T> made = Optional.empty();

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    synchronized T get() {
        if (made.isEmpty()) {
            made = Optional.of(maker.get());
        }
        return made.get();
    }

    @Override
    public synchronized void close() {
        made.ifPresent(Lazy::closeQuietly);
    }

    /** What cannot be closed at the end of a goal harms nobody. */
    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception ignored) {
            // the goal's own result counts
        }
    }
}
