package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Lifetime;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Metric.Better;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Each request comes on a connection of its own, with a TLS handshake of its own.
final class HandshakeScenario implements Scenario {
    private static final String RATE = "rate";
    private static final int MESSAGE_BYTES = 64;
    private static final Metric CPU_PER_HANDSHAKE =
            new Metric("cpu_us_per_handshake", "CPU us/handshake", "us", Better.LOWER);
    private static final Metric CONNECT_P99 =
            new Metric("connect_p99_us", "connect p99", "us", Better.LOWER);

    @Override
    public String id() {
        return "tls";
    }

    @Override
    public String summary() {
        return "connect, a full TLS handshake, one request, close, at a constant rate";
    }

    @Override
    public String expectation() {
        return "equal: the key exchange and the signature decide, and all use the JDK's";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter(RATE, Parameter.Kind.RATE, "200", "handshakes per second"));
    }

    @Override
    public Protocol protocol() {
        return Protocol.RAW;
    }

    @Override
    public Tls tls() {
        return Tls.ALWAYS;
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        return List.of(CPU_PER_HANDSHAKE, CONNECT_P99, Metrics.FAILED);
    }

    @Override
    public int sockets(Settings settings) {
        return settings.connections();
    }

    @Override
    public Duration time(Settings settings) {
        return settings.warmUpAtMost().plus(Loads.window(settings, settings.rate(RATE)));
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var settings = trial.settings();
        double rate = settings.rate(RATE);
        var length = Loads.window(settings, rate);
        var load =
                Loads.of(trial, Operation.echo(MESSAGE_BYTES), settings.connections())
                        .withLifetime(new Lifetime(1, Lifetime.ClosedBy.CLIENT, 0));
        // As many handshakes as fit: cryptography in Java is slow until it is compiled.
        Loads.warmUp(trial, load);
        trial.phase("measure");
        try (var measured = trial.open(load)) {
            var window =
                    trial.measure(
                            Loads.open(rate), measured, Arrivals.constant(rate, length), length);
            Figures.cpuPerRequest(trial, window, CPU_PER_HANDSHAKE);
            if (window.connectUs().p99() != null) {
                trial.figure(CONNECT_P99.id(), window.connectUs().p99());
            }
            Figures.failed(trial, window);
        }
    }
}
