package io.github.amibaker.image;

import io.github.amibaker.advice.ImageAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Failures;
import io.github.amibaker.aws.Pace;
import io.github.amibaker.aws.Patience;
import io.github.amibaker.aws.Sleeper;
import io.github.amibaker.console.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Watches an image until EC2 is done with it. Looks every 1 to 3 seconds, and says every 30 how far it is. */
public final class ImageWait {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** How long an id that EC2 handed out may be unknown to it: answers are eventually consistent. */
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(60);
    /** How long AWS may be out of reach, on top of what the clients try themselves. */
    private static final Duration UNREACHED_FOR = Duration.ofMinutes(10);

    private final ImageSearch search;
    private final SnapshotProgress progress;
    private final AwsClients clients;
    private final Console console;
    private final Sleeper sleeper;
    private final InstantSource clock;
    private final Pace pace;

    /** Waits with the given clock and sleeper, and tells the console. */
    public ImageWait(
            AwsClients clients, Console console, Sleeper sleeper, InstantSource clock, RandomGenerator random) {
        this.search = new ImageSearch(clients);
        this.progress = new SnapshotProgress(clients);
        this.clients = clients;
        this.console = console;
        this.sleeper = sleeper;
        this.clock = clock;
        this.pace = Pace.ofImages(random, clients.throttling());
    }

    /**
     * Waits, for hours if need be, until the image is available.
     *
     * @throws io.github.amibaker.advice.BakeException when it failed, with EC2's reason, or is gone
     * @throws InterruptedException when the sleeper says so; EC2 goes on with the image
     */
    public Image available(String imageId) throws InterruptedException {
        Optional<Image> image = settled(imageId, Duration.ofDays(3650));
        if (image.isEmpty()) {
            throw ImageAdvice.gone(imageId, clients.region());
        }
        if (!image.get().isAvailable()) {
            throw ImageAdvice.failed(
                    imageId,
                    image.get().state().text(),
                    image.get().stateReason().orElse("EC2 gives no reason"));
        }
        return image.get();
    }

    /**
     * Waits while the image is pending, whatever comes of it.
     *
     * @param limit how long at most
     * @return the image as last seen, still pending when the limit came first; empty when EC2 does not know it
     * @throws InterruptedException when the sleeper says so
     */
    public Optional<Image> settled(String imageId, Duration limit) throws InterruptedException {
        Watch watch = new Watch(imageId, clock.instant());
        watch.look();
        while (!watch.isOver(limit)) {
            watch.speak();
            sleeper.sleep(pace.next());
            watch.look();
        }
        return watch.image;
    }

    /**
     * Waits while an image of that stack is pending, because terminating its builder could spoil it.
     *
     * @param limit how long at most
     * @return the image that was pending, as last seen; empty when none was
     * @throws InterruptedException when the sleeper says so
     */
    public Optional<Image> pendingImageOf(String stackId, Duration limit) throws InterruptedException {
        Optional<Image> pending =
                search.byStackId(stackId).stream().filter(Image::isPending).findFirst();
        return pending.isEmpty() ? pending : settled(pending.get().id(), limit);
    }

    private static String spoken(Duration duration) {
        long minutes = duration.toMinutes();
        return minutes == 0 ? duration.toSeconds() + " s" : minutes + " min " + duration.toSecondsPart() + " s";
    }

    /** What is known of one image while it is waited for. */
    private final class Watch {
        private final String imageId;
        private final Instant begin;
        private Instant now;
        private Instant answered;
        private Instant seen;
        private Instant said;
        private Optional<Image> image = Optional.empty();

        Watch(String imageId, Instant begin) {
            this.imageId = imageId;
            this.begin = begin;
            this.now = begin;
            this.answered = begin;
            this.seen = begin;
            this.said = begin;
        }

        void look() throws InterruptedException {
            try {
                Optional<Image> found = search.read(imageId);
                now = clock.instant();
                answered = now;
                if (found.isPresent()) {
                    greet(found.get());
                    seen = now;
                    image = found;
                } else if (passed(seen, UNKNOWN_FOR)) {
                    image = Optional.empty();
                }
            } catch (AbortedException interrupted) {
                throw (InterruptedException) new InterruptedException().initCause(interrupted);
            } catch (SdkException failure) {
                now = clock.instant();
                if (!Patience.isTransient(failure) || passed(answered, UNREACHED_FOR)) {
                    throw clients.failures().of(ImageSearch.ACTION, failure);
                }
                console.debug("Looking for image " + imageId + " again: " + Failures.message(failure));
            }
        }

        boolean isOver(Duration limit) {
            boolean gone = answered.equals(now) && passed(seen, UNKNOWN_FOR);
            boolean settled = image.filter(known -> !known.isPending()).isPresent();
            return gone || settled || passed(begin, limit);
        }

        void speak() {
            if (!passed(said, SILENCE)) {
                return;
            }
            said = now;
            String state = image.map(known -> known.state().text()).orElse("unknown to EC2");
            console.info("Image " + imageId + " has been " + state + " for " + spoken(Duration.between(begin, now))
                    + image.flatMap(progress::of).map(how -> ", " + how).orElse("") + ".");
        }

        private void greet(Image found) {
            if (image.isEmpty() && found.isPending()) {
                console.info("Image " + imageId + " (" + found.name() + ") is pending, waiting for it.");
            }
        }

        private boolean passed(Instant since, Duration time) {
            return Duration.between(since, now).compareTo(time) >= 0;
        }
    }
}
