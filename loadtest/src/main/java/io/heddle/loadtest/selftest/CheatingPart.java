package io.heddle.loadtest.selftest;

import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Servers that cheat are refused, or shown for what they are.
final class CheatingPart implements Part {
    private static final int BYTES = 64;
    private static final int CONNECTIONS = 100;
    private static final int SERVED = 10;
    private static final int EXCHANGES = 5;
    private static final Duration RUN = Duration.ofMillis(600);
    private static final Limits IMPATIENT =
            new Limits(Duration.ofMillis(200), Duration.ZERO, Duration.ofSeconds(5));

    /// Starts a server.
    private interface Start {
        CheatingServer start(int bytes) throws IOException;
    }

    @Override
    public String name() {
        return "cheats";
    }

    @Override
    public String proves() {
        return "a server that does not do its work is refused";
    }

    @Override
    public List<Reading> examine(Bench bench) throws IOException, InterruptedException {
        var readings = new ArrayList<Reading>();
        readings.add(refused(bench, "a wrong stamp is refused", CheatingServer::repeating));
        readings.add(refused(bench, "an early reply is refused", CheatingServer::early));
        readings.add(refused(bench, "a byte too many is refused", CheatingServer::talkative));
        readings.addAll(choosy(bench));
        return readings;
    }

    private static Reading refused(Bench bench, String what, Start start)
            throws IOException, InterruptedException {
        try (var cheat = start.start(BYTES);
                var server = bench.listening(cheat.port());
                var load = LoadClient.open(bench.load(server, Protocol.RAW, 1))) {
            load.exchangeEach(EXCHANGES);
            return Reading.fact(what, false, "its replies were taken for right");
        } catch (WrongReplyException e) {
            return Reading.fact(what, true, String.valueOf(e.getMessage()));
        }
    }

    /// Of a hundred connections it serves ten.
    private static List<Reading> choosy(Bench bench) throws IOException, InterruptedException {
        try (var cheat = CheatingServer.choosy()) {
            // Looking for a server opens a connection, which would be one of the ten.
            try (var first = bench.listening(cheat.port())) {
                var load = bench.load(first, Protocol.RAW, CONNECTIONS).withLimits(IMPATIENT);
                var window = bench.measure(first, load, RUN, List.of());
                var fairness = window.checks().get("V6");
                return List.of(
                        Reading.fact(
                                "who was not served is seen",
                                window.fairness().starved() >= CONNECTIONS - SERVED,
                                "%d of %d connections starved"
                                        .formatted(window.fairness().starved(), CONNECTIONS)),
                        Reading.fact(
                                "timeouts are counted",
                                window.timeouts() > 0,
                                window.timeouts() + " timeouts"),
                        Reading.fact(
                                "check V6 is red",
                                fairness != null && fairness.light() == Light.RED,
                                fairness == null ? "" : fairness.why()));
            }
        }
    }
}
