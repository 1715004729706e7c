package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.EchoLoad;
import io.heddle.loadtest.measure.ListenQueue;
import io.heddle.loadtest.process.ServerProcess;
import io.heddle.loadtest.process.ServerProcesses;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs one fork: start, verify, warm up, measure, count memory, stop.
final class ForkRunner {
    private static final List<Integer> VERIFIED_SIZES = List.of(1, 16, 100, 5_000, 100_000);
    private static final int VERIFIED_CONNECTIONS = 3;
    private static final int VERIFIED_ECHOES = 3;

    private static final WarmUp SETTLE = WarmUp.fixed(Duration.ofMillis(300));

    private final ServerProcesses processes;
    private final Plan plan;
    private final Consumer<String> phase;

    /// @param phase told the name of each phase as it begins
    ForkRunner(ServerProcesses processes, Plan plan, Consumer<String> phase) {
        this.processes = processes;
        this.plan = plan;
        this.phase = phase;
    }

    Fork run(Entry entry, int round) throws IOException, InterruptedException {
        phase.accept("start");
        try (var server = processes.start(plan.servers().command(entry.target()))) {
            phase.accept("verify");
            verify(server, plan.load().clientLoops());
            var settings = settings(server);
            phase.accept("warm-up");
            Newcomers.comeAndGo(server, plan.load());
            boolean steady = warmUp(server);
            phase.accept("measure");
            Window window = measure(server);
            return new Fork(entry.name(), round, steady, window, idleMemory(server), settings);
        }
    }

    /// Echoes messages of several sizes on several connections; throws if one comes back wrong.
    static void verify(ServerProcess server, int clientLoops)
            throws IOException, InterruptedException {
        for (int size : VERIFIED_SIZES) {
            try (var load = new EchoLoad(server.address(), clientLoops, size)) {
                load.connect(VERIFIED_CONNECTIONS);
                load.echoEach(VERIFIED_ECHOES);
            }
        }
    }

    private boolean warmUp(ServerProcess server) throws IOException, InterruptedException {
        try (var load = connect(server)) {
            load.start();
            boolean steady = plan.load().warmUp().run(load);
            load.pause();
            return steady;
        }
    }

    /// Measures connections that the warm server has accepted, not those that warmed it.
    private Window measure(ServerProcess server) throws IOException, InterruptedException {
        try (var load = connect(server)) {
            load.start();
            SETTLE.run(load);
            var window =
                    new WindowMeter(server, load, plan.servers().cpus().server().size())
                            .measure(plan.load().window());
            load.pause();
            return window;
        }
    }

    private EchoLoad connect(ServerProcess server) throws IOException, InterruptedException {
        var load =
                new EchoLoad(
                        server.address(), plan.load().clientLoops(), plan.load().payloadBytes());
        try {
            load.connect(plan.load().connections());
            return load;
        } catch (IOException | InterruptedException e) {
            load.close();
            throw e;
        }
    }

    private @Nullable IdleMemory idleMemory(ServerProcess server)
            throws IOException, InterruptedException {
        if (plan.load().idleCrowds().isEmpty()) {
            return null;
        }
        phase.accept("idle memory");
        return IdleMemory.measure(server, plan.load());
    }

    private static Map<String, String> settings(ServerProcess server)
            throws IOException, InterruptedException {
        var settings = new TreeMap<>(server.ask("settings"));
        // The kernel's word counts more than the target's own.
        ListenQueue.limit(server.address().getPort())
                .ifPresent(limit -> settings.put("backlog", String.valueOf(limit)));
        return settings;
    }
}
