package io.heddle.loadtest.selftest;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.WrongReplyException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Datagrams get lost: each is counted, and holds up nobody but its own socket, and that for no
/// longer than the timeout.
final class LossPart implements Part {
    private static final int LOST_ONE_IN = 10;
    private static final int SOCKETS = 64;
    private static final int PER_SECOND = 500;
    private static final int EXCHANGES = 50;
    private static final double USUAL_MILLIS = 20;
    private static final Duration RUN = Duration.ofMillis(600);
    private static final Limits LIMITS =
            new Limits(Duration.ofMillis(500), Duration.ZERO, Duration.ofSeconds(5));

    /// Starts a server.
    private interface Start {
        CheatingPeer start() throws IOException;
    }

    @Override
    public String name() {
        return "losses";
    }

    @Override
    public String proves() {
        return "datagrams that are lost are counted, and those that are wrong are refused";
    }

    @Override
    public List<Reading> examine(Bench bench) throws IOException, InterruptedException {
        var readings = new ArrayList<>(losses(bench));
        readings.add(refused(bench, "a datagram cut short is refused", CheatingPeer::cutting));
        readings.add(refused(bench, "a second reply is refused", CheatingPeer::talkative));
        return readings;
    }

    private static List<Reading> losses(Bench bench) throws IOException, InterruptedException {
        try (var peer = CheatingPeer.forgetful(LOST_ONE_IN);
                var server = bench.echoing(peer.port())) {
            var load =
                    bench.datagrams(server, SOCKETS)
                            .withLimits(LIMITS)
                            .withArrivals(Arrivals.constant(PER_SECOND, RUN));
            var window = bench.measure(server, load, RUN, List.of());
            double due = PER_SECOND * RUN.toMillis() / 1e3;
            double forgotten = peer.forgotten();
            return List.of(
                    Reading.exactly("lost", forgotten, (double) window.timeouts(), "datagrams"),
                    Reading.exactly(
                            "answered", due - forgotten, (double) window.requests(), "datagrams"),
                    Reading.atMost(
                            "response p50", Times.response(window).millis(50), USUAL_MILLIS, "ms"));
        }
    }

    private static Reading refused(Bench bench, String what, Start start)
            throws IOException, InterruptedException {
        try (var peer = start.start();
                var server = bench.echoing(peer.port());
                var load = LoadClient.open(bench.datagrams(server, 1))) {
            load.exchangeEach(EXCHANGES);
            return Reading.fact(what, false, "its replies were taken for right");
        } catch (WrongReplyException e) {
            return Reading.fact(what, true, String.valueOf(e.getMessage()));
        }
    }
}
