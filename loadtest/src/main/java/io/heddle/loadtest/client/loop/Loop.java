package io.heddle.loadtest.client.loop;

import io.heddle.loadtest.client.protocol.Codecs;
import io.heddle.loadtest.client.tally.Tally;
import io.heddle.loadtest.client.tally.UnderWay;
import io.heddle.loadtest.client.transport.Wires;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// An event loop of the load: one platform thread, one selector, buffers and histograms shared by
/// all its connections.
///
/// Nothing is allocated for a request, but for the number of its socket that the JDK's selector
/// boxes when it tells that the socket is ready.
///
/// The methods that return futures, and [#end], may be called by any thread and do not block; the
/// rest belongs to the loop's own thread. When the loop fails, all its futures fail with it.
final class Loop {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final LoopPlan plan;
    private final Codecs codecs;
    private final Wires wires;
    private final Mix mix;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private final Selector selector = Selector.open();
    private final LoopTasks tasks = new LoopTasks(this::wakeUp);
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile @Nullable Throwable ending; // written by any, read by the loop

    // What follows belongs to the loop's thread.
    private final Connection[] connections;
    private final long[] replies;
    private final Connector connector;
    private final TimerWheel timers;
    private final UnderWay underWay = new UnderWay();
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private Tally tally = new Tally();
    private Demand demand = Demand.NONE;
    private @Nullable CompletableFuture<@Nullable Void> quiet;
    private long giveUpNanos = Demand.NEVER;
    private long sampledNanos = System.nanoTime();
    private boolean resets;
    private @Nullable Selection selection; // made by the thread itself, whose clock it reads

    private Loop(
            String name,
            LoopPlan plan,
            int connections,
            long firstId,
            Codecs codecs,
            Wires wires,
            Mix mix,
            Consumer<Throwable> onFailure)
            throws IOException {
        this.plan = plan;
        this.codecs = codecs;
        this.wires = wires;
        this.mix = mix;
        this.onFailure = onFailure;
        this.connections = new Connection[connections];
        for (int slot = 0; slot < connections; slot++) {
            this.connections[slot] = new Connection(this, plan, slot, firstId + slot);
        }
        replies = new long[connections];
        connector = new Connector(this, plan, connections, sampledNanos);
        timers = new TimerWheel(connections, sampledNanos);
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /// Starts a loop, which begins to connect at once.
    static Loop start(
            String name,
            LoopPlan plan,
            int connections,
            long firstId,
            Codecs codecs,
            Wires wires,
            Mix mix,
            Consumer<Throwable> onFailure)
            throws IOException {
        var loop = new Loop(name, plan, connections, firstId, codecs, wires, mix, onFailure);
        loop.thread.start();
        return loop;
    }

    /// Completes when every connection has been open once.
    CompletableFuture<@Nullable Void> allOpen() {
        return connector.allOpen();
    }

    /// Begins to send; what was counted before is forgotten.
    CompletableFuture<@Nullable Void> begin(Function<Loop, Demand> demand, Tally fresh) {
        return tasks.submit(() -> {
            takeTally(fresh);
            begin(demand.apply(this));
            return null;
        });
    }

    /// Sends this many requests on each connection.
    @SuppressWarnings("FutureReturnValueIgnored") // The inner one is what thenCompose returns.
    CompletableFuture<@Nullable Void> exchange(long requests) {
        return tasks.submit(
                        () -> {
                            begin(new ExchangeDemand(this, connections.length, requests));
                            return awaitQuiet();
                        })
                .thenCompose(Function.identity());
    }

    /// Lets nothing become due any more, and completes when nothing is under way.
    @SuppressWarnings("FutureReturnValueIgnored") // The inner one is what thenCompose returns.
    CompletableFuture<@Nullable Void> finish() {
        return tasks.submit(
                        () -> {
                            long now = System.nanoTime();
                            demand.stop(now);
                            giveUpNanos = now + plan.timeoutNanos();
                            return awaitQuiet();
                        })
                .thenCompose(Function.identity());
    }

    /// Ends the window and begins another.
    CompletableFuture<Tally> sample(Tally fresh) {
        return tasks.submit(() -> takeTally(fresh));
    }

    /// Closes every connection and ends the loop.
    ///
    /// @return completes when the loop has ended, and never fails
    CompletableFuture<@Nullable Void> end(boolean reset, Throwable reason) {
        var _ =
                tasks.submit(() -> {
                    resets = reset;
                    return null;
                });
        endBecause(reason);
        return ended;
    }

    /// Ends the loop soon; its futures fail with this reason.
    void endBecause(Throwable reason) {
        if (ending == null) {
            ending = reason;
        }
        wakeUp();
    }

    private void wakeUp() {
        selector.wakeup();
        LockSupport.unpark(thread);
    }

    private void begin(Demand next) {
        demand = next;
        long now = System.nanoTime();
        for (var connection : connections) {
            connection.releaseAll();
        }
        for (var connection : connections) {
            if (!next.connectsLazily() && connection.isClosed()) {
                connection.queue(now);
            } else if (next.connectsLazily() && connection.isOpen()) {
                connection.retire(now);
            }
            next.onFree(connection, now);
        }
        next.start(now);
    }

    private CompletableFuture<@Nullable Void> awaitQuiet() {
        var future = new CompletableFuture<@Nullable Void>();
        quiet = future;
        return future;
    }

    private Selection selection() {
        return Objects.requireNonNull(selection);
    }

    private Tally takeTally(Tally fresh) {
        long now = System.nanoTime();
        demand.count(now);
        var taken = tally;
        tally = fresh;
        taken.close(
                now - sampledNanos,
                underWay.takeNanos(now),
                selection().takeBusyShare(now),
                replies.clone());
        Arrays.fill(replies, 0);
        sampledNanos = now;
        return taken;
    }

    private void run() {
        try {
            selection = new Selection(selector, this::onReady, plan);
            IntConsumer onTimer = slot -> connections[slot].onTimer(System.nanoTime());
            for (var connection : connections) {
                connection.queue(sampledNanos);
            }
            while (ending == null) {
                turn(onTimer);
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
        close();
    }

    private void turn(IntConsumer onTimer) throws IOException {
        long now = System.nanoTime();
        timers.advance(now, onTimer);
        boolean worked = tasks.runAll();
        worked |= demand.send(now);
        worked |= connector.connect(now);
        if (quiet != null) {
            completeIfQuiet(now);
        }
        if (worked) {
            selection().worked(System.nanoTime() - now);
        }
        long due = demand.nextNanos();
        long until = Math.min(Math.min(due, timers.nextNanos()), giveUpNanos);
        until = Math.min(until, connector.nextNanos());
        selection().await(until, demand.isPaced() && due == until, demand.isActive());
    }

    private void onReady(SelectionKey key) {
        if (key.isValid()) {
            ((Connection) key.attachment()).onReady(key);
        }
    }

    private void completeIfQuiet(long nowNanos) {
        if (nowNanos >= giveUpNanos) {
            demand.giveUp(nowNanos);
            for (var connection : connections) {
                connection.timeOut(nowNanos);
            }
        }
        var waiting = quiet;
        if (waiting != null && demand.isOver() && underWay.count() == 0) {
            quiet = null;
            giveUpNanos = Demand.NEVER;
            var trouble = demand instanceof ExchangeDemand exchange ? exchange.trouble() : null;
            demand = Demand.NONE;
            if (trouble == null) {
                waiting.complete(null);
            } else {
                waiting.completeExceptionally(trouble);
            }
        }
    }

    private void close() {
        Throwable reason = Objects.requireNonNull(ending);
        tasks.runAll();
        tasks.refuseFromNowOn(reason);
        connector.allOpen().completeExceptionally(reason);
        if (quiet != null) {
            quiet.completeExceptionally(reason);
        }
        try (selector) {
            for (var connection : connections) {
                connection.disconnect(resets);
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        } finally {
            ended.complete(null);
        }
    }

    // What follows is for connections and demands.

    Codecs codecs() {
        return codecs;
    }

    Wires wires() {
        return wires;
    }

    TimerWheel timers() {
        return timers;
    }

    Tally tally() {
        return tally;
    }

    ByteBuffer input() {
        return input;
    }

    Connector connector() {
        return connector;
    }

    int draw() {
        return mix.draw();
    }

    ByteBuffer output() {
        return output;
    }

    /// How many requests can be under way at once.
    int places() {
        return connections.length * plan.pipeline();
    }

    boolean connectsLazily() {
        return demand.connectsLazily();
    }

    SelectionKey register(SelectableChannel channel, int interest, Connection connection)
            throws IOException {
        return channel.register(selector, interest, connection);
    }

    void becameDue(long atNanos) {
        tally.due();
        underWay.due(atNanos);
    }

    void answered(int slot, long nowNanos) {
        replies[slot]++;
        underWay.ended(nowNanos);
    }

    void ended(long nowNanos) {
        underWay.ended(nowNanos);
    }

    void free(Connection connection, long nowNanos) {
        demand.onFree(connection, nowNanos);
    }

    void trouble(Connection connection, IOException trouble) {
        demand.onTrouble(
                new IOException(
                        "%s to %s: %s".formatted(connection, plan.server(), trouble.getMessage()),
                        trouble));
    }

    void fail(Throwable failure) {
        if (ending == null) {
            ending = failure;
        }
        onFailure.accept(failure);
    }
}
