package io.heddle.loadtest.target.heddle;

import io.heddle.ShutdownPlan;
import io.heddle.SocketServer;
import io.heddle.loadtest.target.RunningTarget;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The running server.
///
/// @param http what answers HTTP; null if it speaks something else
record HeddleServer(SocketServer server, Map<String, String> settings, @Nullable HeddleHttp http)
        implements RunningTarget {
    /// Longer than the longest request that a scenario has under way at the end.
    private static final Duration GRACE = Duration.ofSeconds(6);

    private static final int FINISHED = 0;

    @Override
    public int port() {
        return server.addresses().getFirst() instanceof InetSocketAddress inet ? inet.getPort() : 0;
    }

    @Override
    public void finishOnSignal() {
        // The main thread serves control lines, or waits: the end of the process is not its.
        server.shutdownOnSignal(
                ShutdownPlan.within(GRACE), _ -> Runtime.getRuntime().exit(FINISHED));
    }

    @Override
    public void close() {
        server.close();
        if (http != null) {
            http.close();
        }
    }
}
