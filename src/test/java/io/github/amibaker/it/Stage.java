package io.github.amibaker.it;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The stage that hook scripts of all tests share: the invoker lets one script run at a time, under a lock of its
 * {@code ScriptRunner}. A script that only waits leaves the stage to the others meanwhile, or the long tests would run
 * one after the other.
 */
final class Stage {
    private static final String RUNNER = "org.apache.maven.shared.scriptinterpreter.ScriptRunner";
    /** What is printed while nobody is on stage, so that no script finds the stream of another. */
    private static final PrintStream HOUSE = new PrintStream(new FileOutputStream(FileDescriptor.out), true);

    private Stage() {}

    /**
     * Waits until the process has ended, and until the stage is free again, which may take as long as the others' scripts
     * work: nothing may hang on how soon that is.
     */
    static void waitFor(Process process) throws InterruptedException {
        while (process.isAlive()) {
            pause(100);
        }
    }

    /** Waits likewise until the task is done, whose failure becomes the script's. */
    static void waitFor(FutureTask<?> task) throws InterruptedException {
        while (!task.isDone()) {
            pause(100);
        }
        try {
            task.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause().getMessage(), failed.getCause());
        }
    }

    private static void pause(long millis) throws InterruptedException {
        Optional<Object> lock = lock();
        if (lock.isPresent()) {
            leave(lock.get(), millis);
        } else {
            Thread.sleep(millis);
        }
    }

    /** Waiting on the lock gives it away; the runner's streams are put back as they were before it is given away again. */
    @SuppressWarnings("WaitNotInLoop") // nothing is waited for but that time passes; who calls looks again
    private static void leave(Object lock, long millis) throws InterruptedException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        synchronized (lock) {
            System.setOut(HOUSE);
            System.setErr(HOUSE);
            try {
                lock.wait(millis);
            } finally {
                System.setOut(out);
                System.setErr(err);
            }
        }
    }

    /** The lock, when this thread holds it. */
    private static Optional<Object> lock() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(type -> type.getName().equals(RUNNER))
                        .findFirst()
                        .map(Stage::lockOf)
                        .filter(Thread::holdsLock));
    }

    private static Object lockOf(Class<?> runner) {
        try {
            Field field = runner.getDeclaredField("LOCK");
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the invoker's " + RUNNER + " has no LOCK any more", e);
        }
    }
}
