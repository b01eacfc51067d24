package io.github.amibaker.recipe;

import io.github.amibaker.advice.StackAdvice;
import io.github.amibaker.aws.AwsClients;
import io.github.amibaker.aws.Pace;
import io.github.amibaker.aws.Sleeper;
import io.github.amibaker.aws.TimeOver;
import io.github.amibaker.console.Console;
import io.github.amibaker.console.PartingWords;
import io.github.amibaker.console.PrefixedConsole;
import io.github.amibaker.image.ImageWait;
import io.github.amibaker.preflight.Preflight;
import io.github.amibaker.request.BakeRequest;
import io.github.amibaker.stack.OverdueStacks;
import io.github.amibaker.stack.SpotLookout;
import io.github.amibaker.stack.Stack;
import io.github.amibaker.stack.StackDeletion;
import io.github.amibaker.stack.StackDeployment;
import io.github.amibaker.stack.StackListener;
import io.github.amibaker.stack.StackLookup;
import io.github.amibaker.stack.StackWatch;
import io.github.amibaker.staging.Stager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What the recipes work with, put together by hand: the one composition root below the mojos. */
record Tools(
        Console console,
        Sleeper sleeper,
        InstantSource clock,
        ZoneId zone,
        RandomGenerator random,
        Set<String> lookedThrough) {

    Tools(Console console, Sleeper sleeper, InstantSource clock, ZoneId zone, RandomGenerator random) {
        this(console, sleeper, clock, zone, random, ConcurrentHashMap.newKeySet());
    }

    static Tools real(Console console) {
        return new Tools(console, Sleeper.real(), InstantSource.system(), ZoneId.systemDefault(), new Random());
    }

    /** These tools for one goal, which begins now and waits no longer than that; empty: as long as need be. */
    Tools within(Optional<Duration> limit) {
        return limit.map(most -> new Tools(console, sleeper.within(most, clock), clock, zone, random, lookedThrough))
                .orElse(this);
    }

    /** These tools for one of several images, whose lines say so. */
    Tools about(Optional<String> image) {
        return image.map(id -> new Tools(new PrefixedConsole(console, id), sleeper, clock, zone, random, lookedThrough))
                .orElse(this);
    }

    /** A step that ends early when the goal is to end. */
    interface Interruptible<T> {
        T run() throws InterruptedException;
    }

    Preflight preflight(AwsClients clients) {
        return new Preflight(clients, console, clock);
    }

    StackWatch watch(AwsClients clients) {
        return new StackWatch(
                clients.cloudformation(),
                clients.ec2(),
                clients.failures(),
                console,
                sleeper,
                clock,
                () -> Pace.ofEvents(random, clients.throttling()));
    }

    /** Who does what a stack waits for and only a client can do. */
    StackListener listener(BakeRequest request, String stackArn, Path folder, AwsClients clients) {
        return new Stager(request, folder, clients, console, sleeper, clock)
                .and(new SpotLookout(stackArn, clients, console, clock));
    }

    StackDeployment deployment(AwsClients clients) {
        return new StackDeployment(clients.cloudformation(), clients.failures());
    }

    StackDeletion deletion(AwsClients clients) {
        return new StackDeletion(clients.cloudformation(), clients.failures(), watch(clients), console);
    }

    /**
     * Warns of stacks whose deadline has passed, once a region however many images are at work there.
     *
     * @param leaving name of a stack that is being removed anyway
     */
    void warnOfOverdue(AwsClients clients, String leaving) {
        if (lookedThrough.add(clients.region())) {
            new OverdueStacks(clients.cloudformation(), console, clock).report(clients.region(), leaving);
        }
    }

    ImageWait imageWait(AwsClients clients) {
        return new ImageWait(clients, console, sleeper, clock, random);
    }

    /** The stack that holds a name now. */
    Optional<Stack> stack(AwsClients clients, String name) {
        return new StackLookup(clients.cloudformation(), clients.failures()).byName(name);
    }

    /**
     * Runs what has steps that wait for AWS, each of which may know better what goes on.
     *
     * @param parting what goes on when this ends early, and how to take it up again
     */
    <T> T goal(String parting, Supplier<T> steps) {
        PartingWords words = new PartingWords(console, parting);
        try {
            return steps.get();
        } catch (TimeOver over) {
            throw StackAdvice.timeOver(over.limit(), parting);
        } finally {
            words.close();
        }
    }

    /**
     * Runs a step that waits for AWS.
     *
     * @param parting what goes on when the step ends early, and how to take it up again
     */
    <T> T interruptible(String stackName, String parting, Interruptible<T> step) {
        PartingWords words = new PartingWords(console, parting);
        try {
            return step.run();
        } catch (TimeOver over) {
            throw StackAdvice.timeOver(over.limit(), stackName, Optional.empty(), parting);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw StackAdvice.interrupted(parting, interrupted);
        } finally {
            words.close();
        }
    }
}
