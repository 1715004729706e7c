package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.EchoLoad;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.target.TargetSpec;
import java.io.IOException;
import java.time.Duration;

/// Loads a server that does not count once, so that the client's own code is compiled before the
/// first fork.
final class ClientWarmUp {
    /// About how long it takes.
    static final Duration TIME = Duration.ofSeconds(3);

    private static final Duration LOADED = Duration.ofSeconds(2);
    private static final String SERVER = "nio-reactor";

    private ClientWarmUp() {}

    static void run(ServerProcesses processes, Plan plan) throws IOException, InterruptedException {
        var load = plan.load();
        try (var server = processes.start(plan.servers().command(TargetSpec.parse(SERVER)));
                var client =
                        new EchoLoad(server.address(), load.clientLoops(), load.payloadBytes())) {
            client.connect(load.connections());
            client.start();
            Thread.sleep(LOADED);
            client.pause();
        }
    }
}
