package io.heddle.loadtest.client.thread;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.Engine;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Throttle;
import io.heddle.loadtest.client.WrongReplyException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A virtual thread for each connection, with blocking channels: a second opinion on what the event
/// loops say.
///
/// It waits for due requests by parking, whatever pacing is asked for, and ends what takes too long
/// about ten milliseconds late.
public final class ThreadEngine implements Engine {
    private static final long WATCH_NANOS = 10_000_000;
    private static final int MOST_REQUEST_BYTES = 1024 * 1024;

    private final LoadSpec spec;
    private final Scoreboard scoreboard;
    private final List<ThreadConnection> connections = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Thread watchdog;

    private @Nullable Round round; // guarded by this
    private long rounds; // guarded by this
    private int busy; // guarded by this
    private boolean ending; // guarded by this
    private boolean resetting; // guarded by this
    private @Nullable IOException failure; // guarded by this

    /// Connects all connections, blocking until they are open.
    ///
    /// @throws IOException if one cannot be opened
    /// @throws IllegalArgumentException if it is asked for what only the event loops can do
    public ThreadEngine(LoadSpec spec) throws IOException, InterruptedException {
        refuseUnsupported(spec);
        this.spec = spec;
        scoreboard = new Scoreboard(spec.connections(), spec.limits().deadline().toNanos());
        var pace = new ConnectPace(spec.lifetime().connectsPerSecond());
        for (int id = 0; id < spec.connections(); id++) {
            connections.add(new ThreadConnection(spec, id, scoreboard, pace));
        }
        watchdog = Thread.ofPlatform().name("load-watchdog").daemon().start(this::watch);
        // On this thread: virtual ones that wait for a class to be initialised hold their carriers.
        try {
            connections.getFirst().connect();
        } catch (IOException e) {
            end(true);
            throw e;
        }
        busy = connections.size();
        for (var connection : connections) {
            threads.add(
                    Thread.ofVirtual().name(connection.toString()).start(() -> run(connection)));
        }
        try {
            awaitQuiet();
        } catch (IOException | InterruptedException e) {
            end(true);
            throw e;
        }
    }

    private static void refuseUnsupported(LoadSpec spec) {
        if (spec.pipeline() > 1) {
            throw new IllegalArgumentException(
                    "engine vt has one request under way on a connection, pipeline was "
                            + spec.pipeline());
        }
        if (!spec.throttle().equals(Throttle.NONE)) {
            throw new IllegalArgumentException("engine vt cannot throttle, was " + spec.throttle());
        }
        for (var share : spec.mix()) {
            // It writes all of a request before it reads: a larger echo would fill all buffers.
            if (share.operation().requestBytes() > MOST_REQUEST_BYTES) {
                throw new IllegalArgumentException(
                        "engine vt sends bodies of at most %,d bytes, was %,d"
                                .formatted(MOST_REQUEST_BYTES, share.operation().requestBytes()));
            }
        }
    }

    @Override
    public void start(Arrivals arrivals) {
        long now = System.nanoTime();
        scoreboard.restart(now);
        begin(Round.of(arrivals, now));
    }

    @Override
    public ClientSample sample() throws IOException, InterruptedException {
        throwFailure();
        long now = System.nanoTime();
        var current = current();
        if (current != null) {
            current.count(now, scoreboard);
        }
        return scoreboard.sample(now);
    }

    @Override
    public ClientSample finish() throws IOException, InterruptedException {
        long now = System.nanoTime();
        var current = current();
        if (current != null) {
            current.stop(now);
            current.count(now, scoreboard);
            threads.forEach(LockSupport::unpark);
            if (!isQuietWithin(spec.limits().timeout())) {
                current.giveUp(System.nanoTime(), scoreboard);
                connections.forEach(ThreadConnection::timeOut);
            }
            awaitQuiet();
        }
        return sample();
    }

    @Override
    public void exchangeEach(long requests) throws IOException, InterruptedException {
        if (requests > 0) {
            long before = scoreboard.troubles();
            begin(new ClosedRound(Duration.ZERO, requests));
            awaitQuiet();
            long troubles = scoreboard.troubles() - before;
            if (troubles > 0) {
                throw new IOException(
                        "%,d requests failed or had no reply in time".formatted(troubles));
            }
        }
    }

    @Override
    public void end(boolean reset) {
        synchronized (this) {
            ending = true;
            resetting = reset;
            notifyAll();
        }
        var current = current();
        if (current != null) {
            current.giveUp(System.nanoTime(), scoreboard);
            current.stop(Long.MIN_VALUE / 2);
        }
        LockSupport.unpark(watchdog);
        joinAll();
    }

    private void joinAll() {
        boolean interrupted = false;
        for (var thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Round current() {
        return round;
    }

    private synchronized void begin(Round next) {
        if (busy > 0) {
            throw new IllegalStateException("requests are still under way");
        }
        round = next;
        rounds++;
        busy = connections.size();
        notifyAll();
    }

    private void run(ThreadConnection connection) {
        try {
            connection.connect();
            idle();
            long served = 0;
            for (var next = awaitRound(served); next != null; next = awaitRound(served)) {
                served++;
                connection.serve(next);
                idle();
            }
        } catch (WrongReplyException e) {
            fail(new WrongReplyException("%s: %s".formatted(connection, e.getMessage())));
        } catch (IOException | RuntimeException e) {
            fail(e instanceof IOException failed ? failed : new IOException("the load failed", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.disconnect(isResetting());
        }
    }

    /// Waits for the round after those that were served; null when the load has ended.
    private synchronized @Nullable Round awaitRound(long served) throws InterruptedException {
        while (rounds == served && !ending) {
            wait();
        }
        return ending ? null : round;
    }

    private synchronized boolean isResetting() {
        return resetting;
    }

    private synchronized void idle() {
        busy--;
        notifyAll();
    }

    private synchronized void fail(IOException cause) {
        if (failure == null && !ending) {
            failure = cause;
        }
        notifyAll();
    }

    private synchronized void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized void awaitQuiet() throws IOException, InterruptedException {
        while (busy > 0 && failure == null) {
            wait();
        }
        throwFailure();
    }

    private synchronized boolean isQuietWithin(Duration bound) throws InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        for (long left = bound.toMillis(); busy > 0 && failure == null && left > 0; ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return busy == 0;
    }

    private synchronized boolean isOver() {
        return ending || failure != null;
    }

    /// Ends what takes too long, until the load has ended.
    private void watch() {
        long patience = spec.limits().connect().plus(spec.limits().timeout()).toNanos();
        while (!isOver()) {
            LockSupport.parkNanos(this, WATCH_NANOS);
            long now = System.nanoTime();
            for (var connection : connections) {
                connection.checkLimit(now);
            }
            if (scoreboard.failedForNanos(now) > patience) {
                fail(new IOException("the server accepts no connection any more"));
            }
        }
        connections.forEach(connection -> connection.end(isResetting()));
        threads.forEach(LockSupport::unpark);
    }
}
