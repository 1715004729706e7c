package io.heddle.loadtest.measure;

import io.heddle.loadtest.process.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A thread that carries out a window's injections at their times, without holding up the one that
/// measures.
final class Injector implements AutoCloseable {
    private final Server server;
    private final List<Injection> injections;
    private final long startNanos = System.nanoTime();
    private final List<String> notes = new ArrayList<>(); // guarded by this
    private @Nullable IOException failure; // guarded by this
    private boolean over; // guarded by this
    private @Nullable Thread thread; // set by start alone

    private Injector(Server server, List<Injection> injections) {
        this.server = server;
        this.injections = injections;
    }

    /// Begins: the injections' zero is now.
    static Injector start(Server server, List<Injection> injections) {
        var injector = new Injector(server, injections);
        if (!injections.isEmpty()) {
            injector.thread =
                    Thread.ofPlatform().name("injector").daemon().start(injector::carryOut);
        }
        return injector;
    }

    private void carryOut() {
        try {
            for (var injection : injections) {
                if (!comesAbout(injection)) {
                    return;
                }
                long begun = System.nanoTime();
                server.freeze(injection.length());
                done(begun, System.nanoTime());
            }
        } catch (IOException e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean comesAbout(Injection injection) throws InterruptedException {
        long at = startNanos + injection.at().toNanos();
        for (long left = at - System.nanoTime(); left > 0 && !over; left = at - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return !over;
    }

    // The times that were, not those that were planned: signals are delivered late too.
    private synchronized void done(long begun, long ended) {
        var happened =
                new Injection(
                        Duration.ofNanos(begun - startNanos),
                        Duration.ofNanos(Math.max(1, ended - begun)));
        notes.add("the server was " + happened.describe());
    }

    private synchronized void failed(IOException e) {
        failure = e;
    }

    /// Waits for an injection that has begun, cancels those whose time has not come, and tells what
    /// was done.
    ///
    /// @throws IOException if the server could not be frozen
    List<String> finish() throws IOException, InterruptedException {
        close();
        var running = thread;
        if (running != null) {
            running.join(); // Not interrupted: a freeze that has begun lasts as long as was asked.
        }
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
            if (notes.size() < injections.size()) {
                notes.add(
                        "%d of %d freezes did not come about in the window"
                                .formatted(injections.size() - notes.size(), injections.size()));
            }
            return List.copyOf(notes);
        }
    }

    /// Lets no further injection begin.
    @Override
    public synchronized void close() {
        over = true;
        notifyAll();
    }
}
