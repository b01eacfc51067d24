package io.github.amibaker.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.Faults;
import io.github.amibaker.advice.ImagesAdvice;
import io.github.amibaker.advice.Parameter;
import io.github.amibaker.request.ImageIds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SeveralImagesTest {
    private final Map<String, String> two = new LinkedHashMap<>();

    SeveralImagesTest() {
        two.put("x86_64", "x");
        two.put("arm64", "a");
    }

    @Test
    void areWorkedOnAtTheSameTimeAndComeInTheirOrder() {
        CountDownLatch both = new CountDownLatch(2);
        assertThat(SideBySide.each(two, image -> together(both, image)).orThrow())
                .containsExactly(Map.entry("x86_64", "x!"), Map.entry("arm64", "a!"));
    }

    private static String together(CountDownLatch all, String image) {
        all.countDown();
        try {
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return image + "!";
    }

    @Test
    void oneThatFailsLeavesTheOthersToFinish() {
        SideBySide.Outcome<String> outcome = SideBySide.each(two, SeveralImagesTest::failingForArm);
        assertThat(outcome.results()).containsExactly(Map.entry("x86_64", "x"));
        assertThatThrownBy(outcome::throwIfAny).isInstanceOfSatisfying(BakeException.class, failed -> {
            assertThat(failed.text()).contains("1 of 2 images failed", "[arm64] No.", "Mend it.", "-Dami.images=arm64");
            assertThat(failed.kind()).isEqualTo(BakeException.Kind.USER);
        });
    }

    private static String failingForArm(String image) {
        if (image.equals("a")) {
            throw BakeException.user("No.", "Mend it.");
        }
        return image;
    }

    @Test
    void aBugIsNoFailureOfTheUsersAndStillWaitsForTheOthers() {
        AtomicInteger done = new AtomicInteger();
        assertThatThrownBy(() -> SideBySide.each(two, image -> {
                    if (image.equals("x")) {
                        throw new IllegalStateException("bug");
                    }
                    return done.incrementAndGet();
                }))
                .hasMessage("bug");
        assertThat(done).hasValue(1);
    }

    @Test
    void oneAloneFailsAsItFails() {
        BakeException no = BakeException.user("No.", "Mend it.");
        assertThatThrownBy(() -> SideBySide.each(Map.of("", "only"), image -> {
                    throw no;
                }))
                .isSameAs(no);
    }

    @Test
    void whoIsToEndTellsThemAllAndKeepsTheInterrupt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger told = new AtomicInteger();
        AtomicInteger kept = new AtomicInteger();
        Thread goal = new Thread(() -> {
            Map<String, BakeException> failures = SideBySide.each(two, image -> {
                        begun.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException end) {
                            told.incrementAndGet();
                        }
                        throw BakeException.user("Interrupted.", "Go on.");
                    })
                    .failures();
            kept.set(Thread.interrupted() ? failures.size() : -1);
        });
        goal.start();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        goal.interrupt();
        goal.join();
        assertThat(told).hasValue(2);
        assertThat(kept).hasValue(2);
    }

    @Test
    void noMoreThanEightAreWorkedOnAtOnce() {
        Map<String, Integer> many = new LinkedHashMap<>();
        for (int number = 0; number < 30; number++) {
            many.put("i" + number, number);
        }
        Set<String> threads = java.util.concurrent.ConcurrentHashMap.newKeySet();
        SideBySide.each(
                many, number -> threads.add(Long.toString(Thread.currentThread().getId())));
        assertThat(threads).hasSizeLessThanOrEqualTo(SideBySide.MOST);
    }

    @Test
    void whatIsWrongInAllIsToldOnceAndWhatIsWrongInOneWithItsId() {
        Faults one = new Faults();
        one.add(Parameter.SIGNAL, "Both.", "Mend.");
        Faults other = new Faults();
        other.add(Parameter.SIGNAL, "Both.", "Mend.");
        other.add(Parameter.BASE_IMAGE, "Arm.", "Mend.");
        Map<String, Faults> all = new LinkedHashMap<>(Map.of("x86_64", one));
        all.put("arm64", other);
        assertThat(ImagesAdvice.together(all).list())
                .extracting(fault -> fault.what())
                .containsExactly("Both.", "[arm64] Arm.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a.b", "ä", "-a", "a/b", "012345678901234567890123456789012"})
    void anIdThatPropertiesAndStacksCannotHaveIsRefused(String id) {
        assertThat(faults(id)).singleElement().asString().contains("is not one", "<configuration><images>");
    }

    @Test
    void missingAndDoubleIdsAreRefused() {
        assertThat(faults("a", null)).singleElement().asString().contains("Image 2 of <images> has no <id>");
        assertThat(faults("a", "a")).singleElement().asString().contains("Two images have the id \"a\"");
        assertThat(faults("a_b", "a-b")).singleElement().asString().contains("the same name");
        assertThat(faults("x86_64", "arm64")).isEmpty();
    }

    @Test
    void someAreChosenByTheirIds() {
        Faults faults = new Faults();
        Set<String> known = two.keySet();
        assertThat(ImageIds.chosen("", known, faults)).isEqualTo(known);
        assertThat(ImageIds.chosen("arm64 , x86_64", known, faults)).containsExactly("arm64", "x86_64");
        assertThat(faults.isEmpty()).isTrue();
        ImageIds.chosen("sparc", known, faults);
        assertThat(faults.list())
                .singleElement()
                .satisfies(fault -> assertThat(fault.text()).contains("\"sparc\"", "x86_64, arm64", "-Dami.images"));
    }

    private static List<String> faults(String... ids) {
        Faults faults = new Faults();
        ImageIds.check(Arrays.asList(ids), faults);
        return faults.list().stream().map(fault -> fault.text()).toList();
    }
}
