package io.heddle.loadtest.client.loop;

import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Lets a loop's connections connect, one after the other and no faster than asked for, and notices
/// when nothing can be connected any more.
///
/// Belongs to the loop's thread, but for [#allOpen].
final class Connector {
    // Then the sockets that are open already get a turn.
    private static final int CONNECTS_AT_ONCE = 64;

    private final Loop loop;
    private final LoopPlan plan;
    private final int connections;
    private final ConnectionRing waiting;
    private final SourceAddresses sources;
    private final CompletableFuture<@Nullable Void> allOpen = new CompletableFuture<>();
    private long nextNanos;
    private boolean isFailing;
    private long failingSinceNanos;
    private int open;
    private int everOpen;

    Connector(Loop loop, LoopPlan plan, int connections, long nowNanos) {
        this.loop = loop;
        this.plan = plan;
        this.connections = connections;
        waiting = new ConnectionRing(connections);
        sources = new SourceAddresses(plan.server());
        nextNanos = nowNanos;
    }

    /// Completes when every connection has been open once. For any thread.
    CompletableFuture<@Nullable Void> allOpen() {
        return allOpen;
    }

    SourceAddresses sources() {
        return sources;
    }

    /// Lets a connection wait for its turn, once at a time.
    void queue(Connection connection) {
        waiting.add(connection, 0);
    }

    /// When [#connect] should be called next.
    long nextNanos() {
        return waiting.isEmpty() ? Demand.NEVER : nextNanos;
    }

    /// Lets those connect whose turn has come.
    ///
    /// @return whether there was any
    boolean connect(long nowNanos) {
        int count = 0;
        while (!waiting.isEmpty() && nextNanos <= nowNanos && count < CONNECTS_AT_ONCE) {
            count++;
            // What was missed by a late loop is made up for, but for one connect alone.
            long interval = plan.connectIntervalNanos();
            nextNanos = Math.max(nextNanos, nowNanos - interval) + interval;
            waiting.remove().connect(System.nanoTime());
        }
        return count > 0;
    }

    /// A connection can be used.
    ///
    /// @param first whether it never could before
    void opened(long connectNanos, boolean first) {
        loop.tally().connected(connectNanos);
        isFailing = false;
        open++;
        if (first && ++everOpen == connections) {
            allOpen.complete(null);
        }
    }

    /// A connection that could be used cannot any more.
    void closed() {
        open--;
    }

    /// Ends the load if there is no hope.
    void couldNotConnect(IOException failure, long sinceNanos, long nowNanos) {
        if (!isFailing) {
            isFailing = true;
            failingSinceNanos = sinceNanos;
        }
        boolean over = nowNanos - failingSinceNanos >= plan.connectNanos();
        boolean hopeless = everOpen < connections ? over || everOpen == 0 : over && open == 0;
        if (hopeless) {
            loop.fail(
                    new IOException(
                            "cannot connect to %s: %s"
                                    .formatted(plan.server(), failure.getMessage()),
                            failure));
        }
    }

    /// The system has no port left for a connection; another source address might have.
    IOException portsUsedUp(BindException failure) {
        sources.useNext();
        return new IOException("no local ports left for more connections", failure);
    }
}
