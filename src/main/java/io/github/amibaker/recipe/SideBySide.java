package io.github.amibaker.recipe;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.ImagesAdvice;
import io.github.amibaker.advice.StackAdvice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Does the same for several images at once, each to its end, whatever becomes of the others. One alone is done as if this
 * were not here, and fails as it fails.
 */
final class SideBySide {
    /** Bakes mostly wait for AWS, which slows down who asks too much. */
    static final int MOST = 8;

    private static final int LAST_WORDS_SECONDS = 10;

    private SideBySide() {}

    /**
     * What came of it, by the images' ids, in their order.
     *
     * @param results what each gave, without those that failed
     */
    record Outcome<R>(Map<String, R> results, Map<String, BakeException> failures) {
        /** The results, when nothing failed. */
        Map<String, R> orThrow() {
            throwIfAny();
            return results;
        }

        /** @throws BakeException with all causes */
        void throwIfAny() {
            if (results.isEmpty() && failures.size() == 1) {
                throw failures.values().iterator().next();
            }
            if (!failures.isEmpty()) {
                throw ImagesAdvice.failed(failures, results.size() + failures.size());
            }
        }
    }

    /** Does it for each, by the images' ids. */
    static <T, R> Outcome<R> each(Map<String, T> images, Function<T, R> step) {
        Map<String, R> results = new ConcurrentHashMap<>();
        Map<String, BakeException> failures = new ConcurrentHashMap<>();
        if (images.size() == 1) {
            images.forEach((id, image) -> results.put(id, step.apply(image)));
        } else if (images.size() > 1) {
            List<Callable<R>> tasks = new ArrayList<>();
            images.forEach((id, image) -> tasks.add(() -> {
                try {
                    R result = step.apply(image);
                    results.put(id, result);
                    return result;
                } catch (BakeException told) {
                    failures.put(id, told);
                    throw told;
                }
            }));
            run(tasks);
            images.keySet().stream()
                    .filter(id -> !results.containsKey(id))
                    .forEach(id -> failures.computeIfAbsent(
                            id, any -> StackAdvice.interrupted(ImagesAdvice.notBegun(), new InterruptedException())));
        }
        return new Outcome<>(inOrder(images, results), inOrder(images, failures));
    }

    private static <R> void run(List<Callable<R>> tasks) {
        ClassLoader ofMaven = Thread.currentThread().getContextClassLoader();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(tasks.size(), MOST), task -> {
            Thread thread = new Thread(task, "ami-image");
            thread.setContextClassLoader(ofMaven);
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (Future<R> done : pool.invokeAll(tasks)) {
                throwIfBroken(done);
            }
        } catch (InterruptedException end) {
            letThemSayTheirLastWords(pool);
            Thread.currentThread().interrupt();
        } finally {
            pool.shutdownNow();
        }
    }

    /** Who bakes is told to end by the pool. */
    private static void letThemSayTheirLastWords(ExecutorService pool) {
        pool.shutdownNow();
        try {
            pool.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            // The interrupt is kept by who called.
        }
    }

    private static void throwIfBroken(Future<?> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException bug && !(bug instanceof BakeException)) {
                throw bug;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
        }
    }

    private static <T> Map<String, T> inOrder(Map<String, ?> images, Map<String, T> found) {
        Map<String, T> sorted = new LinkedHashMap<>();
        images.keySet().stream().filter(found::containsKey).forEach(id -> sorted.put(id, found.get(id)));
        return sorted;
    }
}
