package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Lifetime;
import io.heddle.loadtest.client.Lifetime.ClosedBy;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import java.io.IOException;

/// Connections that have just come and exchanged a few messages.
final class Newcomers {
    private static final int EXCHANGES = 5;
    private static final int GENERATIONS = 6;
    private static final int GENERATIONS_OVER_TLS = 2;
    private static final int GENERATION_CONNECTIONS = 1000;
    // A server is busy for about a millisecond with each handshake, and lets none wait for long.
    private static final int TLS_PER_SECOND = 400;
    // Every machine holds as many; generations of a few would take a client each.
    private static final int FEWEST_AT_ONCE = 100;

    private Newcomers() {}

    /// Lets connections come: all at once, or over TLS as fast as a server shakes hands.
    ///
    /// @return an open load that sends nothing more
    static LoadClient arrive(Trial trial, LoadSpec load, int connections)
            throws IOException, InterruptedException {
        var paced =
                load.endpoint().tls()
                        ? load.withLifetime(new Lifetime(0, ClosedBy.CLIENT, TLS_PER_SECOND))
                        : load;
        var newcomers = trial.open(paced.withConnections(connections));
        newcomers.exchangeEach(EXCHANGES);
        return newcomers;
    }

    /// Warms up what a server does once for each connection: thousands come and go.
    ///
    /// While that code is young it is interpreted, and a virtual thread keeps the frames that it
    /// has when it parks, so connections that a young server accepted would stay slow and large for
    /// good.
    ///
    /// @param most about how many may be open at once; a hundred always are
    static void comeAndGo(Trial trial, LoadSpec load, int most)
            throws IOException, InterruptedException {
        int atOnce = Math.clamp(most, FEWEST_AT_ONCE, GENERATION_CONNECTIONS);
        int generations = load.endpoint().tls() ? GENERATIONS_OVER_TLS : GENERATIONS;
        for (int i = 0; i < generations * GENERATION_CONNECTIONS / atOnce; i++) {
            // An orderly end would leave ports in TIME_WAIT.
            arrive(trial, load, atOnce).abort();
        }
    }
}
