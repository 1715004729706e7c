package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Metric.Better;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// Many clients connect at the same time, and each wants one reply.
final class HerdScenario implements Scenario {
    private static final String CLIENTS = "clients";
    private static final String HERDS = "herds";
    private static final int MESSAGE_BYTES = 64;
    private static final double MILLIS = 1e6;
    private static final Duration PER_HERD = Duration.ofMillis(400);
    private static final Metric LAST_REPLY =
            new Metric("last_reply_ms", "last reply", "ms", Better.LOWER);
    private static final Metric CONNECTED =
            new Metric("connected_ms", "connected", "ms", Better.LOWER);

    @Override
    public String id() {
        return "herd";
    }

    @Override
    public String summary() {
        return "a thousand clients connect at once, and each wants one reply";
    }

    @Override
    public String expectation() {
        return "equal: the backlog is the same for all, and the kernel does most of the work";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(CLIENTS, Parameter.Kind.COUNT, "1000", "that connect at once")
                        .between("1", "1m"),
                new Parameter(
                                HERDS,
                                Parameter.Kind.COUNT,
                                "7",
                                "one after the other, 1 to 1000; the median counts")
                        .between("1", "1000"));
    }

    @Override
    public Protocol protocol() {
        return Protocol.RAW;
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        return List.of(LAST_REPLY, CONNECTED);
    }

    @Override
    public int sockets(Settings settings) {
        return Math.max(settings.connections(), settings.count(CLIENTS));
    }

    @Override
    public Duration time(Settings settings) {
        return settings.warmUpAtMost().plus(PER_HERD.multipliedBy(settings.count(HERDS)));
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var settings = trial.settings();
        var load = Loads.of(trial, Operation.echo(MESSAGE_BYTES), settings.count(CLIENTS));
        Newcomers.comeAndGo(trial, load, settings.count(CLIENTS));
        Loads.warmUp(trial, load.withConnections(settings.connections()));
        trial.phase("herds");
        var connected = new double[settings.count(HERDS)];
        var lastReply = new double[settings.count(HERDS)];
        for (int i = 0; i < lastReply.length; i++) {
            herd(trial, load, i, connected, lastReply);
        }
        trial.figure(CONNECTED.id(), median(connected));
        trial.figure(LAST_REPLY.id(), median(lastReply));
    }

    private static void herd(
            Trial trial, LoadSpec load, int index, double[] connected, double[] lastReply)
            throws IOException, InterruptedException {
        long beginNanos = System.nanoTime();
        var herd = trial.open(load);
        try {
            connected[index] = (System.nanoTime() - beginNanos) / MILLIS;
            herd.exchangeEach(1);
            lastReply[index] = (System.nanoTime() - beginNanos) / MILLIS;
        } finally {
            herd.abort();
        }
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
