package io.heddle.loadtest.crosscheck;

import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.EngineOptions.Kind;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.wire.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A process that is the server, or the load, of [WrkRatioTest]; it ends with its input.
final class RoleMain {
    private RoleMain() {}

    /// `serve` prints its port; `load PORT CONNECTIONS` prints a rate for each line with a number
    /// of milliseconds that it reads.
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("serve")) {
            try (var server = MinimalHttpServer.start()) {
                System.out.println(server.address().getPort());
                while (System.in.read() >= 0) {
                    // Until it ends.
                }
            }
        } else {
            load(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        }
    }

    private static void load(int port, int connections) throws IOException, InterruptedException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var spec =
                LoadSpec.echo(
                        new Endpoint(Protocol.HTTP, Transport.STREAM, address, "/"),
                        1,
                        connections,
                        new EngineOptions(Kind.NIO, 1, Pacing.HYBRID, true, Verification.STAMP));
        var commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (var load = LoadClient.open(spec)) {
            for (var line = commands.readLine(); line != null; line = commands.readLine()) {
                load.start();
                // Nothing counts down: it only waits.
                var _ = new CountDownLatch(1).await(Long.parseLong(line), TimeUnit.MILLISECONDS);
                ClientSample sample = load.finish();
                System.out.println(sample.replies() / sample.seconds());
            }
        }
    }
}
