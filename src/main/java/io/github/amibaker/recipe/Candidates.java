package io.github.amibaker.recipe;

import io.github.amibaker.advice.BakeException;
import io.github.amibaker.advice.PlacementAdvice;
import io.github.amibaker.request.Candidate;
import io.github.amibaker.stack.RootCause;
import io.github.amibaker.stack.Shortage;
import io.github.amibaker.stack.Stack;
import io.github.amibaker.stack.StackEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which of its candidates a bake tries next. A stack that failed because AWS had no room is deleted, and made again with
 * the next candidate. What was tried stands in the tags of the stack that is tried last, so that whoever comes after a
 * client that was killed goes on from there; only in the moment between the end of one stack and the beginning of the
 * next nobody but the client knows.
 *
 * <p>Nothing in the stack does this, because nothing there could without more than a bake needs: an
 * {@code AWS::EC2::Instance} takes one type and one subnet; an {@code AWS::EC2::EC2Fleet} of type {@code instant} tries
 * several, but hands over its own id only, not that of the instance of which the image is made, and the instance is no
 * resource of the stack, so that its failure has no event and no reason; and a function that calls RunInstances would
 * need rights to launch machines and to pass roles, which the stack's own instance does not.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-ec2fleet.html">AWS::EC2::EC2Fleet</a>
 */
final class Candidates {
    /** Tag of a stack that says which candidate it is; only where there is a choice. */
    static final String CANDIDATE_TAG = "ami:candidate";

    /** Tag of a stack that says which candidates failed before, by their marks, and why, by the letter of the shortage. */
    static final String TRIED_TAG = "ami:tried";

    private final List<Candidate> all;
    private final List<Failed> failed = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private Predicate<Candidate> offered = candidate -> true;

    private record Failed(Candidate candidate, Shortage shortage, String reason) {}

    Candidates(List<Candidate> all) {
        this.all = all;
    }

    boolean haveChoice() {
        return all.size() > 1;
    }

    /** Leaves out what EC2 does not offer; returns that. */
    List<Candidate> keep(Predicate<Candidate> isOffered) {
        offered = isOffered;
        return all.stream().filter(isOffered.negate()).toList();
    }

    /**
     * Learns from a stack how it failed, and what was tried before it.
     *
     * @return the candidate that it was, when it failed because AWS had no room
     */
    Optional<Candidate> learn(Stack stack, Optional<StackEvent> rootCause) {
        Optional<Shortage> shortage = rootCause.flatMap(Shortage::of);
        Optional<Candidate> candidate = Optional.ofNullable(stack.tags().get(CANDIDATE_TAG))
                .flatMap(name ->
                        all.stream().filter(one -> one.name().equals(name)).findFirst());
        if (shortage.isEmpty() || candidate.isEmpty()) {
            return Optional.empty();
        }
        known.add(key(stack));
        recall(stack.tags().getOrDefault(TRIED_TAG, ""));
        String reason = rootCause
                .flatMap(StackEvent::reason)
                .map(RootCause::headline)
                .orElse(shortage.get().code());
        add(new Failed(candidate.get(), shortage.get(), reason));
        return candidate;
    }

    /** Whether it was learnt from before. */
    boolean knows(Stack stack) {
        return known.contains(key(stack));
    }

    private static String key(Stack stack) {
        return stack.id() + " " + stack.tags().get(CANDIDATE_TAG);
    }

    private void recall(String tried) {
        for (String mark : tried.isBlank() ? new String[0] : tried.strip().split(" ")) {
            String of = mark.substring(0, mark.length() - 1);
            Optional<Shortage> shortage = Shortage.of(mark.charAt(mark.length() - 1));
            all.stream()
                    .filter(one -> one.mark().equals(of))
                    .findFirst()
                    .ifPresent(one ->
                            shortage.ifPresent(why -> add(new Failed(one, why, PlacementAdvice.earlier(why.code())))));
        }
    }

    private void add(Failed one) {
        if (failed.stream().noneMatch(other -> other.candidate().equals(one.candidate()))) {
            failed.add(one);
        }
    }

    /** The next that may work; empty when all were tried. */
    Optional<Candidate> next() {
        return all.stream()
                .filter(offered)
                .filter(one -> ruledOut(one).isEmpty())
                .findFirst();
    }

    /** The next, or the first again when all were tried in vain by others. */
    Candidate begin() {
        return next().orElseGet(() -> {
            failed.clear();
            return next().orElseGet(() -> all.get(0));
        });
    }

    /** How the last one failed, and which is next. */
    String goingOn(Candidate next) {
        Failed last = failed.get(failed.size() - 1);
        String failed = text(last.candidate());
        return switch (last.shortage()) {
            case INTERRUPTED -> PlacementAdvice.takenBack(failed, last.reason(), text(next));
            case SPOT_ROLE -> PlacementAdvice.noSpotRole(failed, last.reason(), text(next));
            default -> PlacementAdvice.goingOn(failed, last.reason(), text(next));
        };
    }

    /** Where there are two markets it says which. */
    String text(Candidate one) {
        boolean onDemand = !one.spot() && all.stream().anyMatch(Candidate::spot);
        return one.text() + (onDemand ? " on demand" : "");
    }

    /** On which market a stack's builder is, for the end of a sentence; empty where there is but one. */
    String market(Stack stack) {
        return Optional.ofNullable(stack.tags().get(CANDIDATE_TAG))
                .flatMap(name ->
                        all.stream().filter(one -> one.name().equals(name)).findFirst())
                .filter(one -> all.stream().anyMatch(Candidate::spot))
                .map(one -> PlacementAdvice.market(one.spot()))
                .orElse("");
    }

    /** All were tried: each with AWS's reason. */
    BakeException allTried(String stackName) {
        List<String> lines = new ArrayList<>();
        for (Failed one : failed) {
            lines.add(text(one.candidate()) + ": " + one.reason());
        }
        all.stream()
                .filter(one ->
                        failed.stream().noneMatch(other -> other.candidate().equals(one)))
                .forEach(one -> lines.add(text(one) + ": "
                        + PlacementAdvice.notTried(
                                ruledOut(one).map(Failed::shortage).map(Shortage::code))));
        return PlacementAdvice.allTried(failed.size(), lines, stackName);
    }

    /** Tags for the stack in which this one is tried. */
    SortedMap<String, String> tags(Candidate candidate) {
        SortedMap<String, String> tags =
                new TreeMap<>(haveChoice() ? Map.of(CANDIDATE_TAG, candidate.name()) : Map.of());
        if (!failed.isEmpty()) {
            tags.put(
                    TRIED_TAG,
                    String.join(
                            " ",
                            failed.stream()
                                    .map(one -> one.candidate().mark()
                                            + one.shortage().letter())
                                    .toList()));
        }
        return tags;
    }

    private Optional<Failed> ruledOut(Candidate one) {
        return failed.stream()
                .filter(other -> other.shortage().rulesOut(other.candidate(), one))
                .findFirst();
    }
}
