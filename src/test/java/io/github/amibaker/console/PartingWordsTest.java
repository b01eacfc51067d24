package io.github.amibaker.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PartingWordsTest {

    @Test
    void theWordsAreSaidWhenTheVirtualMachineIsEnded() throws Exception {
        assertThat(run("killed")).isEqualTo("goes on\nask again\n");
    }

    @Test
    void nothingIsSaidOnceThereIsNothingToSay() throws Exception {
        assertThat(run("done")).isEmpty();
    }

    @Test
    void theWordsOfAStepTakeThePlaceOfTheGoalsWhileItLasts() throws Exception {
        assertThat(run("within")).isEqualTo("the step goes on\n");
        assertThat(run("after")).isEqualTo("goes on\nask again\n");
    }

    @Test
    void theWordsOfGoalsThatRunSideBySideAreAllSaid() throws Exception {
        assertThat(run("beside").lines()).containsExactlyInAnyOrder("goes on", "ask again", "so does the other");
    }

    @Test
    void theWordsAreNotTornWhenColoursAreTakenAwayAtTheSameMoment() throws Exception {
        assertThat(run("coloured")).isEqualTo("goes on\nask again\n");
    }

    private static String run(String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ended.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.replace("\r", "");
    }

    private static void takeColoursAway() {
        try {
            AnsiConsole.systemUninstall();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A program that ends while its words stand, or after they were taken back. */
    static final class Ended {
        private Ended() {}

        @SuppressWarnings("try")
        public static void main(String[] how) throws InterruptedException {
            PartingWords words = new PartingWords(new Printer(), "goes on\nask again");
            switch (how[0]) {
                case "done" -> words.close();
                case "within" -> new PartingWords(new Printer(), "the step goes on");
                case "after" -> new PartingWords(new Printer(), "the step goes on").close();
                case "beside" -> {
                    Thread other = new Thread(() -> new PartingWords(new Printer(), "so does the other"));
                    other.start();
                    other.join();
                }
                case "coloured" -> {
                    AnsiConsole.systemInstall();
                    Thread taking = new Thread(PartingWordsTest::takeColoursAway);
                    taking.start();
                    while (taking.getState() != Thread.State.TIMED_WAITING) {
                        Thread.onSpinWait();
                    }
                }
                default -> {}
            }
            System.exit(0);
        }
    }

    private static final class Printer implements Console {
        @Override
        public void info(String line) {}

        @Override
        public void warn(String line) {}

        @Override
        public void error(String line) {
            // From the first of them on nobody else says anything.
            System.out.println(line);
            PartingWords.printBefore(() -> System.out.println("too late"));
        }

        @Override
        public void debug(String line) {}
    }
}
