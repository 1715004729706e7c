package io.heddle.loadtest.client.thread;

import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.tally.Tally;
import io.heddle.loadtest.client.tally.UnderWay;
import java.time.Duration;
import java.util.List;

/// What all connections count, in one place. Thread-safe; times are those of [System#nanoTime].
final class Scoreboard {
    private static final long NOT_FAILING = Long.MAX_VALUE;

    private final UnderWay underWay = new UnderWay(); // guarded by this
    private final long deadlineNanos;
    private Tally tally = new Tally(); // guarded by this
    private long[] replies; // guarded by this
    private long sampledAtNanos = System.nanoTime(); // guarded by this
    private Duration sampledAtCpu = cpu(); // guarded by this
    private long troubles; // guarded by this
    private long failingSinceNanos = NOT_FAILING; // guarded by this

    /// @param deadlineNanos 0 for none
    Scoreboard(int connections, long deadlineNanos) {
        replies = new long[connections];
        this.deadlineNanos = deadlineNanos == 0 ? Long.MAX_VALUE : deadlineNanos;
    }

    synchronized void due(long atNanos) {
        tally.due();
        underWay.due(atNanos);
    }

    synchronized void sent(long lagNanos) {
        tally.sent(lagNanos);
    }

    synchronized void connected(long nanos) {
        tally.connected(nanos);
        failingSinceNanos = NOT_FAILING;
    }

    synchronized void replied(int connection, Exchange exchange, int bytes) {
        long end = exchange.endNanos();
        long response = end - exchange.intendedNanos();
        tally.firstByte(exchange.firstByteNanos() - exchange.writtenNanos());
        tally.received(bytes);
        tally.replied(response, end - exchange.writtenNanos(), response > deadlineNanos);
        underWay.ended(end);
        replies[connection]++;
        failingSinceNanos = NOT_FAILING;
    }

    synchronized void timedOut(Exchange exchange) {
        long end = exchange.endNanos();
        troubles++;
        tally.timedOut(end - exchange.intendedNanos(), end - exchange.writtenNanos());
        underWay.ended(end);
    }

    synchronized void timedOutUnsent(long intendedNanos, long nowNanos) {
        tally.timedOutUnsent(nowNanos - intendedNanos);
        underWay.ended(nowNanos);
    }

    synchronized void failed(long nowNanos) {
        troubles++;
        tally.failed(1);
        underWay.ended(nowNanos);
    }

    /// A connect failed, and a request with it.
    synchronized void failedConnecting(long nowNanos) {
        failed(nowNanos);
        if (failingSinceNanos == NOT_FAILING) {
            failingSinceNanos = nowNanos;
        }
    }

    synchronized void serverDidNotClose() {
        tally.failed(1);
    }

    /// How many requests have failed or timed out, ever.
    synchronized long troubles() {
        return troubles;
    }

    /// For how long connects have failed without any that succeeded.
    synchronized long failedForNanos(long nowNanos) {
        return failingSinceNanos == NOT_FAILING ? 0 : nowNanos - failingSinceNanos;
    }

    /// Ends the window and begins the next.
    synchronized ClientSample sample(long nowNanos) {
        long nanos = nowNanos - sampledAtNanos;
        var cpu = cpu();
        double busy =
                (double) cpu.minus(sampledAtCpu).toNanos()
                        / Math.max(1, nanos)
                        / Runtime.getRuntime().availableProcessors();
        var ended = tally;
        ended.close(nanos, underWay.takeNanos(nowNanos), busy, replies);
        tally = new Tally();
        replies = new long[replies.length];
        sampledAtNanos = nowNanos;
        sampledAtCpu = cpu;
        return Tally.merge(List.of(ended));
    }

    /// Begins a window; what was counted before is forgotten.
    synchronized void restart(long nowNanos) {
        sampledAtNanos = nowNanos;
        sampledAtCpu = cpu();
        tally = new Tally();
        replies = new long[replies.length];
        underWay.takeNanos(nowNanos);
    }

    // Of the whole process: virtual threads have no meter of their own.
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
