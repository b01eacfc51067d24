package io.github.amibaker.it;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * What a test does while the invoker's build runs, when no script of its own does: once the cloud, or what the build has
 * printed, shows that it is time. So a bake can be held up for exactly as long as a test needs it, on any machine.
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
     * Does it, in a thread of its own, once the condition holds.
     *
     * @param what names what is waited for
     */
    public static void once(Cloud cloud, String what, Cloud.Condition condition, Act act) {
        Thread thread = new Thread(() -> await(cloud, what, condition, act), "once there is " + what);
        thread.setDaemon(true);
        thread.start();
    }

    private static void await(Cloud cloud, String what, Cloud.Condition condition, Act act) {
        Instant end = Instant.now().plus(MOST);
        try {
            while (!condition.holds(cloud)) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError("Waited in vain for " + what);
                }
                Thread.sleep(100);
            }
            act.run();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("While waiting for " + what, e);
        }
    }
}
