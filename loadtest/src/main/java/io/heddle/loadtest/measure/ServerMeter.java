package io.heddle.loadtest.measure;

import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.result.ServerUse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server's process uses from [#open()] on. One thread uses it.
final class ServerMeter {
    private final Server server;
    private final CounterPoll counters;
    private final @Nullable ProcessProbe probe;
    private final List<ProcessProbe> helpers;
    private @Nullable ProcessReading before;
    private @Nullable ProcessReading previous;
    private @Nullable ProcessReading after;
    private @Nullable JvmCounters countersBefore;
    private List<CpuReading> helpersBefore = List.of();

    /// @param helpers processes of ours that are neither client nor server
    ServerMeter(Server server, CounterPoll counters, List<Long> helpers) throws IOException {
        this.server = server;
        this.counters = counters;
        this.probe = server.pid().isPresent() ? new ProcessProbe(server.pid().getAsLong()) : null;
        var probes = new ArrayList<ProcessProbe>();
        for (long helper : helpers) {
            probes.add(new ProcessProbe(helper));
        }
        this.helpers = List.copyOf(probes);
    }

    /// Takes the first readings; the JVM's before the process's, whose time must not pay for them.
    void open() throws IOException, InterruptedException {
        countersBefore = counters.askNow();
        helpersBefore = helpers.stream().map(ProcessProbe::cpu).toList();
        if (probe != null) {
            before = probe.full();
            previous = before;
        }
    }

    /// Cores used since the previous call, and memory; null where unknown.
    @Nullable Moment moment(double seconds) {
        if (probe == null || previous == null) {
            return null;
        }
        var now = probe.brief();
        long nanos =
                now.userNanos() + now.systemNanos() - previous.userNanos() - previous.systemNanos();
        previous = now;
        return new Moment(Math.max(0, nanos / 1e9 / seconds), now.residentBytes());
    }

    /// Takes the last reading of the process: at the very end of the window.
    void close() {
        after = probe == null ? null : probe.full();
    }

    /// Processor time of the server and of the helpers between [#open()] and [#close()]; null if
    /// the server is not ours.
    @Nullable Long nanosOfOurs() {
        if (before == null || after == null) {
            return null;
        }
        long nanos = after.nanosSince(before);
        for (int i = 0; i < helpers.size(); i++) {
            nanos += helpers.get(i).cpu().nanosSince(helpersBefore.get(i));
        }
        return nanos;
    }

    /// The sum, with one last question to the JVM; null if the process is not ours.
    @Nullable ServerUse use(WindowTotals totals) throws IOException, InterruptedException {
        var last = counters.askNow();
        if (before == null || after == null) {
            return null;
        }
        var jvm = last == null || countersBefore == null ? null : last.since(countersBefore);
        double cpuS = Math.max(0, after.nanosSince(before)) / 1e9;
        double systemS = cpuS * after.systemShareSince(before);
        int cores =
                server.cores() > 0 ? server.cores() : Runtime.getRuntime().availableProcessors();
        return new ServerUse(
                server.cores(),
                cpuS - systemS,
                systemS,
                totals.seconds() == 0 ? 0 : cpuS / (totals.seconds() * cores),
                totals.replies() == 0 ? null : cpuS * 1e6 / totals.replies(),
                after.residentBytes(),
                jvm == null ? null : jvm.heapBytes(),
                after.threads(),
                after.descriptors(),
                after.switchesSince(before),
                jvm == null ? null : (Long) jvm.gcCount(),
                jvm == null ? null : (Long) jvm.gcMillis(),
                jvm == null ? null : (Long) jvm.jitMillis(),
                jvm == null ? null : jvm.safepointMillis(),
                jvm == null ? null : jvm.vtParallelism(),
                jvm == null ? null : jvm.vtMounted(),
                jvm == null ? null : jvm.vtQueued());
    }

    /// The server between two ticks.
    ///
    /// @param cores used on average
    record Moment(double cores, @Nullable Long residentBytes) {}
}
