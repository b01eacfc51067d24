package io.github.amibaker.preflight;

import io.github.amibaker.advice.AwsAdvice;
import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.PreflightAdvice;
import io.github.amibaker.aws.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** How checks are made that a bake could do without: several at a time, and left out where the caller may not ask. */
final class Asking {
    private static final int AT_A_TIME = 6;

    private final Failures failures;
    private final Set<String> refused = new TreeSet<>();

    Asking(Failures failures) {
        this.failures = failures;
    }

    /** What AWS answers; empty when the caller may not ask. */
    <T> Optional<T> ask(String action, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (SdkException failure) {
            if (!Failures.isDenied(failure)) {
                throw failures.of(action, failure);
            }
            leftOut(action);
            return Optional.empty();
        }
    }

    /** The caller was not allowed to ask this. */
    void leftOut(String action) {
        synchronized (refused) {
            refused.add(action);
        }
    }

    /** What the caller was not allowed to ask. */
    List<String> refused() {
        synchronized (refused) {
            return List.copyOf(refused);
        }
    }

    /** Runs checks at the same time; their faults come in the order of the checks. */
    static void together(List<Consumer<Faults>> checks, Faults faults) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, Asking::thread);
        try {
            List<Future<Faults>> running = new ArrayList<>();
            for (Consumer<Faults> check : checks) {
                running.add(threads.submit(() -> {
                    Faults found = new Faults();
                    check.accept(found);
                    return found;
                }));
            }
            for (Future<Faults> one : running) {
                one.get().list().forEach(faults::add);
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw BakeException.user(AwsAdvice.interrupted(PreflightAdvice.checks()), AwsAdvice.goOn(), ended);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "ami-preflight");
        thread.setDaemon(true);
        return thread;
    }
}
