package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Metric.Better;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server is asked to end (SIGTERM) while every connection has one request under way.
final class DrainScenario implements Scenario {
    private static final String WORK = "work";
    private static final int MESSAGE_BYTES = 64;
    private static final double MILLIS = 1e6;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 2;
    private static final Metric LOST =
            new Metric("lost_requests", "lost requests", "", Better.LOWER);
    private static final Metric END = new Metric("end_ms", "SIGTERM to end", "ms", Better.LOWER);

    @Override
    public String id() {
        return "drain";
    }

    @Override
    public String summary() {
        return "the server is asked to end (SIGTERM) with a request under way on every connection";
    }

    @Override
    public String expectation() {
        return "heddle drains: it loses none and ends when the last is answered; the other targets are JVMs"
                + " that just end, and lose all of them at once";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                                WORK,
                                Parameter.Kind.DURATION,
                                "200ms",
                                "that each request waits in the server, 20ms to 5s")
                        .between("20ms", "5s")
                        .inWhole("1ms"));
    }

    @Override
    public Protocol protocol() {
        return Protocol.BENCH;
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        return List.of(LOST, END);
    }

    @Override
    public int sockets(Settings settings) {
        return settings.connections();
    }

    @Override
    public Duration time(Settings settings) {
        return settings.warmUpAtMost().plus(settings.duration(WORK)).plusMillis(500);
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var settings = trial.settings();
        Loads.warmUp(trial, Loads.of(trial, Operation.echo(MESSAGE_BYTES), settings.connections()));
        trial.phase("drain");
        var work = settings.duration(WORK);
        var waiting = new Operation(OperationKind.DELAY, (int) work.toMillis(), 0, MESSAGE_BYTES);
        var load =
                Loads.of(trial, waiting, settings.connections())
                        // One that drains has ended its connections a while before it ends itself.
                        .withLimits(new Limits(PATIENCE, Duration.ZERO, PATIENCE));
        var requests = trial.open(load);
        try {
            requests.exchangeEach(1);
            requests.arrive(oneEach(settings.connections()));
            requests.start();
            long answered = answeredOnceAllAreSent(requests, settings.connections());
            // By now the server has all of them, and none is answered.
            Thread.sleep(work.dividedBy(2));
            long beginNanos = System.nanoTime();
            trial.server().terminate();
            answered += answeredUntilEnd(trial.server(), requests, beginNanos);
            trial.figure(LOST.id(), (double) settings.connections() - answered);
            trial.figure(END.id(), (System.nanoTime() - beginNanos) / MILLIS);
        } finally {
            requests.abort();
        }
    }

    private static Arrivals oneEach(int connections) {
        return new Arrivals.Open(
                List.of(new Arrivals.Stage(PATIENCE, 0, 0)),
                Arrivals.Distribution.UNIFORM,
                0,
                List.of(new Arrivals.Burst(Duration.ZERO, connections)));
    }

    /// None, unless the machine is slow.
    private static long answeredOnceAllAreSent(LoadClient load, int requests)
            throws IOException, InterruptedException {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        long answered = 0;
        for (long sent = 0; sent < requests; ) {
            if (System.nanoTime() - endNanos > 0) {
                throw new IOException("%,d of %,d requests were sent".formatted(sent, requests));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            var sample = load.sample();
            sent += sample.sendLag().getTotalCount();
            answered += sample.replies();
        }
        return answered;
    }

    private static long answeredUntilEnd(Server server, LoadClient load, long sinceNanos)
            throws IOException, InterruptedException {
        long answered = 0;
        while (server.isAlive()) {
            if (System.nanoTime() - sinceNanos > PATIENCE.toNanos()) {
                throw new IOException(
                        "the server did not end within %d s of SIGTERM"
                                .formatted(PATIENCE.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            answered += load.sample().replies();
        }
        // What the server wrote last has arrived before its sockets were closed. The first sample
        // may be of a turn of the client that began before; the second is of all that has arrived.
        answered += load.sample().replies();
        return answered + load.sample().replies();
    }
}
