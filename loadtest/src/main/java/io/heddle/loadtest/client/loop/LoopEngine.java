package io.heddle.loadtest.client.loop;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.Engine;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.protocol.Codecs;
import io.heddle.loadtest.client.schedule.Schedule;
import io.heddle.loadtest.client.tally.Tally;
import io.heddle.loadtest.client.transport.Wires;
import io.heddle.loadtest.wire.Share;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The neutral engine: event loops, among which the connections and the schedule are divided.
public final class LoopEngine implements Engine {
    // Far more than a loop ever needs between two selections; so that nobody waits for ever.
    private static final long PATIENCE_SECONDS = 30;

    private final LoadSpec spec;
    private final List<Loop> loops = new ArrayList<>();
    private final Object failureLock = new Object();
    private @Nullable Throwable failure; // guarded by failureLock

    private LoopEngine(LoadSpec spec) {
        this.spec = spec;
    }

    /// Connects all connections, blocking until they are open.
    public static LoopEngine open(LoadSpec spec) throws IOException, InterruptedException {
        var engine = new LoopEngine(spec);
        try {
            engine.startLoops();
            for (var loop : engine.loops) {
                await(loop.allOpen(), Long.MAX_VALUE);
            }
            return engine;
        } catch (IOException | InterruptedException | RuntimeException e) {
            engine.end(true);
            throw e;
        }
    }

    private void startLoops() throws IOException {
        int count = Math.min(spec.engine().loops(), spec.connections());
        var plan = LoopPlan.of(spec, count);
        var operations = spec.mix().stream().map(Share::operation).toList();
        // From 1 on, so that zeros are never the right stamp.
        long firstId = 1;
        for (int i = 0; i < count; i++) {
            int share = spec.connections() / count + (i < spec.connections() % count ? 1 : 0);
            var loop =
                    Loop.start(
                            "load-loop-" + i,
                            plan,
                            share,
                            firstId,
                            Codecs.of(spec.endpoint(), operations, spec.engine().verification()),
                            Wires.of(spec.endpoint()),
                            new Mix(spec.mix(), i),
                            this::fail);
            synchronized (failureLock) {
                loops.add(loop);
                if (failure != null) {
                    loop.endBecause(failure);
                }
            }
            firstId += share;
        }
    }

    /// One loop has failed: the others end too.
    private void fail(Throwable cause) {
        synchronized (failureLock) {
            if (failure == null) {
                failure = cause;
            }
            for (var loop : loops) {
                loop.endBecause(failure);
            }
        }
    }

    @Override
    public void start(Arrivals arrivals) {
        var demands = new ArrayList<Function<Loop, Demand>>();
        long zero = System.nanoTime();
        for (int i = 0; i < loops.size(); i++) {
            demands.add(demand(arrivals, i, zero));
        }
        // These fail only with the whole load, which the next sample tells.
        for (int i = 0; i < loops.size(); i++) {
            var _ = loops.get(i).begin(demands.get(i), new Tally());
        }
    }

    private Function<Loop, Demand> demand(Arrivals arrivals, int loop, long zeroNanos) {
        return switch (arrivals) {
            case Arrivals.Closed closed when closed.think().isZero() -> ClosedDemand::new;
            case Arrivals.Closed closed -> {
                long think = closed.think().toNanos();
                yield each -> new ThinkingDemand(each, think);
            }
            case Arrivals.Open open -> {
                var toSend = new Schedule(open, loop, loops.size());
                var toCount = new Schedule(open, loop, loops.size());
                boolean lazy = spec.lifetime().requests() == 1;
                yield each -> new OpenDemand(each, toSend, toCount, lazy, zeroNanos);
            }
        };
    }

    @Override
    public ClientSample sample() throws IOException, InterruptedException {
        var samples = loops.stream().map(loop -> loop.sample(new Tally())).toList();
        return Tally.merge(awaitAll(samples, PATIENCE_SECONDS));
    }

    @Override
    public ClientSample finish() throws IOException, InterruptedException {
        long timeout = Math.min(spec.limits().timeout().toSeconds(), Integer.MAX_VALUE);
        awaitAll(loops.stream().map(Loop::finish).toList(), timeout + PATIENCE_SECONDS);
        return sample();
    }

    @Override
    public void exchangeEach(long requests) throws IOException, InterruptedException {
        awaitAll(loops.stream().map(loop -> loop.exchange(requests)).toList(), Long.MAX_VALUE);
    }

    @Override
    public void end(boolean reset) {
        var reason = new IOException("the load was closed");
        loops.stream()
                .map(loop -> loop.end(reset, reason))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private static <T extends @Nullable Object> List<T> awaitAll(
            List<CompletableFuture<T>> results, long seconds)
            throws IOException, InterruptedException {
        var values = new ArrayList<T>();
        for (var result : results) {
            values.add(await(result, seconds));
        }
        return values;
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> result, long seconds)
            throws IOException, InterruptedException {
        try {
            return result.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the load engine did not answer for %d s".formatted(seconds), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("the load engine failed", e.getCause());
        }
    }
}
