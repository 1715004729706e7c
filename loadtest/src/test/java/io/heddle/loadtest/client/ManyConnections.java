package io.heddle.loadtest.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// A client of its own process: holds many connections, sends on all of them, and tells what it saw
/// in one line.
final class ManyConnections {
    private ManyConnections() {}

    public static void main(String[] args) throws Exception {
        var server =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        var limits = new Limits(Duration.ofSeconds(20), Duration.ZERO, Duration.ofSeconds(30));
        var spec =
                LoadSpec.echo(
                                Endpoint.raw(server),
                                64,
                                Integer.parseInt(args[1]),
                                EngineOptions.loops(1))
                        .withLimits(limits);
        var load = LoadClient.open(spec);
        try {
            load.exchangeEach(2);
            var sample = load.sample();
            IO.println(
                    "%d replies, %d starved"
                            .formatted(sample.replies(), sample.perConnection().starved()));
        } finally {
            load.abort();
        }
    }
}
