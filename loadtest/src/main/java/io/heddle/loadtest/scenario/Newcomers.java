package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import java.io.IOException;

/// Connections that have just come and exchanged a few messages.
final class Newcomers {
    private static final int EXCHANGES = 5;
    private static final int GENERATIONS = 6;
    private static final int GENERATION_CONNECTIONS = 1000;
    // Every machine holds as many; generations of a few would take a client each.
    private static final int FEWEST_AT_ONCE = 100;

    private Newcomers() {}

    /// Lets connections come.
    ///
    /// @return an open load that sends nothing more
    static LoadClient arrive(Trial trial, LoadSpec load, int connections)
            throws IOException, InterruptedException {
        var newcomers = trial.open(load.withConnections(connections));
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
        for (int i = 0; i < GENERATIONS * GENERATION_CONNECTIONS / atOnce; i++) {
            // An orderly end would leave ports in TIME_WAIT.
            arrive(trial, load, atOnce).abort();
        }
    }
}
