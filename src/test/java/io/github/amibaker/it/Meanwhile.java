package io.github.amibaker.it;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;

/**
 * What a test does once the cloud, or what a build has printed, shows that it is time: in a thread of its own, so that it
 * is done at once though other scripts are on stage, or while the invoker's build runs and no script of the test's does.
 * So a bake can be held up for exactly as long as a test needs it, on any machine.
 */
public final class Meanwhile {
    /** Longer than all builds of a test may take. */
    private static final Duration MOST = Duration.ofMinutes(20);

    private Meanwhile() {}

    /** What is done. */
    public interface Act {
        /** Does it. */
        void run() throws IOException, InterruptedException;
    }

    /**
     * Does it once the condition holds, and lets the script go on.
     *
     * @param what names what is waited for
     */
    public static void once(Cloud cloud, String what, Cloud.Condition condition, Act act) {
        begin(what, () -> {
            try {
                act(cloud, what, MOST, condition, act);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("While waiting for " + what, e);
            }
        });
    }

    /** Likewise; the task is done when it is done. */
    static FutureTask<Void> task(Cloud cloud, String what, Duration most, Cloud.Condition condition, Act act) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            act(cloud, what, most, condition, act);
            return null;
        });
        begin(what, task);
        return task;
    }

    private static void begin(String what, Runnable doing) {
        Thread thread = new Thread(doing, "once there is " + what);
        thread.setDaemon(true);
        thread.start();
    }

    private static void act(Cloud cloud, String what, Duration most, Cloud.Condition condition, Act act)
            throws IOException, InterruptedException {
        Instant end = Instant.now().plus(most);
        while (!condition.holds(cloud)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Waited in vain for " + what);
            }
            Thread.sleep(100);
        }
        act.run();
    }
}
