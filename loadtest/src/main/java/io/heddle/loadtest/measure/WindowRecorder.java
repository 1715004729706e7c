package io.heddle.loadtest.measure;

import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.kernel.KernelFiles;
import io.heddle.loadtest.measure.ServerWatch.Situation;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.result.Tick;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.validity.Checks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Measures windows: what client, server and machine have done and used between the two ends.
///
/// One thread uses it. While a window is open a second one only sleeps, to see how late it is
/// woken, and the server's JVM is asked for its counters once a second.
public final class WindowRecorder {
    private static final long STEP_NANOS = 1_000_000_000;
    private static final int STEPS_OF_A_WARM_UP = 6;
    // Ctrl-C reaches the server too: it may be seen to die before this thread is interrupted.
    private static final long MOMENT_NANOS = 500_000_000;

    private final Server server;
    private final long intervalNanos;
    private final Consumer<Tick> onTick;
    private final Clock clock;
    private final CounterPoll counters;
    private final ServerWatch watch;
    private List<Long> helpers = List.of();
    private List<Injection> injections = List.of();
    private Consumer<String> onNote = note -> {};

    /// @param interval of the timeline, 250 ms or so
    /// @param onTick told each point of the timeline as it is taken, on the calling thread
    public WindowRecorder(Server server, Duration interval, Consumer<Tick> onTick) {
        this(
                server,
                interval,
                onTick,
                Clock.REAL,
                task -> Thread.ofVirtual().name("server-counters").start(task));
    }

    WindowRecorder(
            Server server,
            Duration interval,
            Consumer<Tick> onTick,
            Clock clock,
            Executor questions) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be positive, was " + interval);
        }
        this.server = server;
        this.intervalNanos = interval.toNanos();
        this.onTick = onTick;
        this.clock = clock;
        this.counters = new CounterPoll(server, questions);
        this.watch = new ServerWatch(server, clock);
    }

    /// Counts these processes as ours when it is asked who else used the machine.
    ///
    /// @param pids such as that of the backend
    public void countAsOurs(List<Long> pids) {
        helpers = List.copyOf(pids);
    }

    /// Freezes the server at these times of every window from now on, but not in warm-ups.
    ///
    /// @param onNote told what was done, on the calling thread, when the window has ended
    public void inject(List<Injection> injections, Consumer<String> onNote) {
        this.injections = List.copyOf(injections);
        this.onNote = onNote;
    }

    /// Starts a load, measures it for this long, and finishes it.
    ///
    /// An open loop's rates are over the window and what it took beyond it to answer the rest, less
    /// the median service time: the last requests of a schedule are answered after its end by
    /// nature.
    ///
    /// @param spec what the load was opened with, for its arrivals and its number of connections
    /// @param steady whether the warm-up before was steady; null if there was none
    /// @return the window with its checks made
    /// @throws IOException if a reply was wrong, the server died, or nothing was answered
    public WindowResult record(
            String label, LoadClient load, LoadSpec spec, Duration length, @Nullable Boolean steady)
            throws IOException, InterruptedException {
        return Checks.made(recordUnchecked(label, Load.of(load), spec, length), steady);
    }

    /// The same, but if the calling thread is interrupted, what was measured until then.
    ///
    /// @return interrupted, with what the client saw and without the server's use, or the window;
    ///   the thread's interrupt status is cleared
    /// @throws InterruptedException if nothing had been answered when it was interrupted
    public CutWindow recordUntilInterrupted(
            String label, LoadClient load, LoadSpec spec, Duration length, @Nullable Boolean steady)
            throws IOException, InterruptedException {
        var cut = recordUnchecked(label, Load.of(load), spec, length, true);
        return new CutWindow(Checks.made(cut.window(), steady), cut.interrupted());
    }

    WindowResult recordUnchecked(String label, Load load, LoadSpec spec, Duration length)
            throws IOException, InterruptedException {
        return recordUnchecked(label, load, spec, length, false).window();
    }

    CutWindow recordUnchecked(
            String label, Load load, LoadSpec spec, Duration length, boolean mayBeCut)
            throws IOException, InterruptedException {
        var files = KernelFiles.live();
        var meter = new ServerMeter(server, counters, helpers);
        var totals = new WindowTotals();
        meter.open();
        var host = HostReading.read(files);
        try (var client = new ClientMeter()) {
            var situation = new Situation("'" + label + "'", clock.nanoTime());
            var series = new Series(meter, counters, onTick);
            boolean cut = false;
            try {
                measure(load, situation, series, totals, length, meter);
            } catch (InterruptedException e) {
                if (!mayBeCut || totals.replies() == 0) {
                    throw e;
                }
                cut = true;
            }
            var serverNanos = meter.nanosOfOurs();
            var hostUse =
                    HostReading.read(files)
                            .since(
                                    host,
                                    serverNanos == null ? null : serverNanos + client.cpuNanos(),
                                    Math.max(1e-9, totals.seconds()));
            requireReplies(label, totals);
            var measured = cut ? Duration.ofNanos((long) (totals.seconds() * 1e9)) : length;
            return new CutWindow(
                    new WindowSummary(label, spec, measured, totals, series.ticks())
                            .result(client.use(totals), cut ? null : meter.use(totals), hostUse),
                    cut);
        }
    }

    /// Runs and finishes the load, and what is injected meanwhile.
    private void measure(
            Load load,
            Situation situation,
            Series series,
            WindowTotals totals,
            Duration length,
            ServerMeter meter)
            throws IOException, InterruptedException {
        try (var injector = Injector.start(server, injections)) {
            load.start();
            run(load, situation, series, totals, length.toNanos(), step -> false);
            totals.add(load.finish());
            meter.close();
            injector.finish().forEach(onNote);
            watch.requireAlive(situation);
        } catch (IOException e) {
            var explained = watch.explained(e, situation);
            if (explained instanceof ServerDiedException) {
                clock.sleep(MOMENT_NANOS);
            }
            throw explained;
        }
    }

    /// Runs a load that has not been started until the rate is steady or the time for it is over,
    /// then finishes it.
    ///
    /// It is steady when the last five steps of a second (shorter if `atMost` has no room for them)
    /// agree in their rate, show no trend in the 99th percentile, and the server's compilers are
    /// idle.
    ///
    /// @return its timeline, and whether it was steady in the end
    /// @throws IOException as [#record]
    public WarmUpResult warmUp(LoadClient load, Duration atLeast, Duration atMost)
            throws IOException, InterruptedException {
        return warmUp(Load.of(load), atLeast, atMost);
    }

    WarmUpResult warmUp(Load load, Duration atLeast, Duration atMost)
            throws IOException, InterruptedException {
        var meter = new ServerMeter(server, counters, List.of());
        meter.open();
        var situation = new Situation("the warm-up", clock.nanoTime());
        var series = new Series(meter, counters, onTick);
        var totals = new WindowTotals();
        var steadiness = new Steadiness();
        var steps = new WarmUpSteps(stepNanos(atMost) / 1e9, steadiness, counters);
        try {
            load.start();
            run(
                    load,
                    situation,
                    series,
                    totals,
                    atMost.toNanos(),
                    sample -> {
                        steps.add(sample);
                        return steadiness.steady()
                                && totals.seconds() * 1e9 >= atLeast.toNanos() - intervalNanos / 2;
                    });
            totals.add(load.finish());
        } catch (IOException e) {
            throw watch.explained(e, situation);
        }
        requireReplies("the warm-up", totals);
        return new WarmUpResult(
                steadiness.steady(), totals.seconds(), steadiness.lastRate(), series.ticks());
    }

    private long stepNanos(Duration atMost) {
        return Math.clamp(
                atMost.toNanos() / STEPS_OF_A_WARM_UP,
                Math.min(intervalNanos, STEP_NANOS),
                STEP_NANOS);
    }

    /// Samples until the time is over or `enough` says so.
    private void run(
            Load load,
            Situation situation,
            Series series,
            WindowTotals totals,
            long lengthNanos,
            Predicate<ClientSample> enough)
            throws IOException, InterruptedException {
        long start = clock.nanoTime();
        long nextQuestion = STEP_NANOS;
        for (long at = Math.min(intervalNanos, lengthNanos); ; ) {
            watch.waitUntil(start + at, situation);
            var sample = load.sample();
            totals.add(sample);
            long now = clock.nanoTime() - start;
            series.add(now / 1e9, sample);
            if (now >= nextQuestion) {
                counters.request();
                nextQuestion = now + STEP_NANOS;
            }
            if (now >= lengthNanos || enough.test(sample)) {
                return;
            }
            // After a hold-up the missed points are left out, not hurried through.
            at = Math.min((now / intervalNanos + 1) * intervalNanos, lengthNanos);
        }
    }

    private static void requireReplies(String what, WindowTotals totals) throws IOException {
        if (totals.replies() == 0) {
            throw new IOException(
                    "nothing was answered in %.1f s of %s: %d requests due, %d errors, %d timeouts"
                            .formatted(
                                    totals.seconds(),
                                    what,
                                    totals.due(),
                                    totals.errors(),
                                    totals.timeouts()));
        }
    }

    /// A window that may have been cut short.
    ///
    /// @param interrupted whether it was
    public record CutWindow(WindowResult window, boolean interrupted) {}

    /// What a warm-up found.
    ///
    /// @param steady whether it ended because its last steps agreed
    /// @param lastRate replies per second in the last five steps
    public record WarmUpResult(boolean steady, double seconds, double lastRate, List<Tick> ticks) {
        public WarmUpResult {
            ticks = List.copyOf(ticks);
        }
    }
}
