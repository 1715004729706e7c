package io.heddle.loadtest.selftest;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.compare.Launcher;
import io.heddle.loadtest.measure.Injection;
import io.heddle.loadtest.measure.WindowRecorder;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.process.ServerChoice;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What the parts of a self-test work with: the tool's own recorder, and reference servers.
///
/// Not thread-safe.
final class Bench {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final int MESSAGE_BYTES = 64;
    private static final Duration WARM_UP = Duration.ofMillis(700);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final int GLANCES = 4;
    private static final String REFERENCE = "null";

    private final Launcher launcher;
    private final CpuPlan cpus;
    private final Effort effort;
    private boolean noisy;

    Bench(Launcher launcher, CpuPlan cpus, Effort effort) {
        this.launcher = launcher;
        this.cpus = cpus;
        this.effort = effort;
    }

    Effort effort() {
        return effort;
    }

    CpuPlan cpus() {
        return cpus;
    }

    /// Starts the least server that can answer, in a JVM of its own.
    Server reference(Protocol protocol) throws IOException, InterruptedException {
        return launcher.start(ServerChoice.parse(REFERENCE), protocol, null);
    }

    /// What already listens here.
    Server listening(int port) throws IOException, InterruptedException {
        return launcher.start(ServerChoice.parse("tcp://127.0.0.1:" + port), Protocol.RAW, null);
    }

    /// What already echoes datagrams here.
    Server echoing(int port) throws IOException, InterruptedException {
        return launcher.start(ServerChoice.parse("udp://127.0.0.1:" + port), Protocol.RAW, null);
    }

    /// A closed loop of small echoes.
    LoadSpec load(Server server, Protocol protocol, int connections) {
        return load(new Endpoint(protocol, Transport.STREAM, server.address(), ""), connections);
    }

    /// The same of datagrams.
    LoadSpec datagrams(Server server, int sockets) {
        return load(Endpoint.datagrams(server.address()), sockets);
    }

    private LoadSpec load(Endpoint endpoint, int connections) {
        var loops = Math.min(cpus.clientLoops(), connections);
        var engine =
                new EngineOptions(
                        EngineOptions.Kind.NIO,
                        loops,
                        EngineOptions.Pacing.HYBRID,
                        cpus.mode() == CpuPlan.Mode.SPLIT,
                        EngineOptions.Verification.STAMP);
        return LoadSpec.echo(endpoint, MESSAGE_BYTES, connections, engine);
    }

    /// Lets client and server get warm.
    ///
    /// @return about how many requests per second the server can answer: what it did at its best
    ///   afterwards, because whatever else happens only makes it slower
    double warmUp(Server server, LoadSpec load) throws IOException, InterruptedException {
        try (var client = LoadClient.open(load.withArrivals(Arrivals.closed()))) {
            client.exchangeEach(1);
            client.start();
            Thread.sleep(WARM_UP);
            client.sample();
            double best = 0;
            for (int i = 0; i < GLANCES; i++) {
                Thread.sleep(GLANCE);
                var sample = client.sample();
                best = Math.max(best, sample.replies() / sample.seconds());
            }
            client.finish();
            return best;
        }
    }

    /// Measures one window as every command does.
    WindowResult measure(Server server, LoadSpec load, Duration length, List<Injection> injections)
            throws IOException, InterruptedException {
        var recorder = new WindowRecorder(server, TICK, tick -> {});
        recorder.inject(injections, note -> {});
        try (var client = LoadClient.open(load)) {
            var window = recorder.record("selftest", client, load, length, null);
            var quiet = window.checks().get("V8");
            noisy |= quiet != null && quiet.light() == Light.RED;
            return window;
        }
    }

    /// Forgets the noise of earlier windows.
    void forgetNoise() {
        noisy = false;
    }

    /// Whether other programs used the machine in a window since [#forgetNoise()].
    boolean noisy() {
        return noisy;
    }
}
