package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.EchoLoad;
import io.heddle.loadtest.process.ServerProcess;
import java.io.IOException;

/// Connections that have just come and echoed a few times.
final class Newcomers {
    private static final int ECHOES = 5;
    private static final int LARGEST_ECHO_BYTES = 4096;
    private static final int GENERATIONS = 6;
    private static final int GENERATION_CONNECTIONS = 1000;

    private Newcomers() {}

    static EchoLoad arrive(ServerProcess server, Load load, int connections)
            throws IOException, InterruptedException {
        int payloadBytes = Math.min(load.payloadBytes(), LARGEST_ECHO_BYTES);
        var newcomers = new EchoLoad(server.address(), load.clientLoops(), payloadBytes);
        try {
            newcomers.connect(connections);
            newcomers.echoEach(ECHOES);
            return newcomers;
        } catch (IOException | InterruptedException e) {
            newcomers.abort();
            throw e;
        }
    }

    /// Warms up what a server does once for each connection: thousands come and go. While that code
    /// is young it is interpreted, and a virtual thread keeps the frames that it has when it parks,
    /// so connections that a young server accepted would stay slow and large for good.
    static void comeAndGo(ServerProcess server, Load load)
            throws IOException, InterruptedException {
        int atOnce = Math.min(GENERATION_CONNECTIONS, load.mostConnections());
        for (int i = 0; i < GENERATIONS * GENERATION_CONNECTIONS / atOnce; i++) {
            arrive(server, load, atOnce).abort(); // an orderly end would leave ports in TIME_WAIT
        }
    }
}
