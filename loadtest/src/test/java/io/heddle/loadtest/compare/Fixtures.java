package io.heddle.loadtest.compare;

import io.heddle.loadtest.measure.JvmCounters;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.GarbageCollector;
import io.heddle.loadtest.process.ServerJvm;
import io.heddle.loadtest.scenario.Scenario;
import io.heddle.loadtest.target.TargetSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Plans and results made up for tests.
public final class Fixtures {
    private static final long SEED = 7;

    private Fixtures() {}

    /// Three rounds of these targets; the last is the baseline.
    public static Plan plan(String... targets) {
        return plan(Map.of(), targets);
    }

    static Plan plan(Map<String, List<String>> extraJvmFlags, String... targets) {
        var entries = Entry.of(Arrays.stream(targets).map(TargetSpec::parse).toList());
        var load =
                new Load(
                        Scenario.ECHO,
                        64,
                        64,
                        1,
                        WarmUp.AUTO,
                        Duration.ofSeconds(3),
                        List.of(1000, 4000));
        var cpus = new CpuPlan(CpuPlan.Mode.SPLIT, List.of(0), List.of(1), "");
        var jvm = new ServerJvm(512L << 20, GarbageCollector.G1, 1, List.of(0));
        var servers = new Servers(cpus, jvm, 4096, extraJvmFlags);
        return new Plan(entries, entries.getLast(), load, servers, 3, SEED);
    }

    /// A window of one second with the busy shares given.
    public static Window window(
            double requestsPerSecond, double cpuMicros, double serverBusy, double clientBusy) {
        return new Window(
                1.0,
                (long) requestsPerSecond,
                requestsPerSecond,
                400.0,
                600.0,
                1500.0,
                null,
                9000.0,
                cpuMicros,
                serverBusy,
                clientBusy,
                0.01,
                900,
                1100,
                0,
                100L << 20,
                new JvmCounters(0, 0, 12, 10));
    }

    /// A window whose server was the limit.
    public static Window window(double requestsPerSecond, double cpuMicros) {
        return window(requestsPerSecond, cpuMicros, 0.99, 0.7);
    }

    /// A fork with idle memory of this slope.
    public static Fork fork(Entry entry, int round, Window window, long heapPerConnection) {
        var idle =
                new IdleMemory(
                        List.of(
                                idlePoint(1000, 5_000_000 + 1000 * heapPerConnection),
                                idlePoint(4000, 5_000_000 + 4000 * heapPerConnection)));
        return new Fork(entry.name(), round, true, window, idle, Map.of("backlog", "4096"));
    }

    static IdleMemory.Point idlePoint(int connections, long heapBytes) {
        return new IdleMemory.Point(connections, heapBytes, 0, 0);
    }
}
