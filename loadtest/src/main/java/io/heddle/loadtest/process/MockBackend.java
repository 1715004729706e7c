package io.heddle.loadtest.process;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.reactor.ReactorTarget;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/// The backend that servers call: one event loop with timers, so that it needs little of the
/// processors while thousands of calls wait.
public final class MockBackend {
    private static final int BUFFER_BYTES = 64 * 1024;

    private MockBackend() {}

    /// Starts it in this JVM.
    ///
    /// @param address where to listen; port 0 picks one
    /// @throws IOException if the address cannot be bound
    public static RunningTarget start(InetSocketAddress address) throws IOException {
        return new ReactorTarget()
                .start(new ListenOptions(address, 1, BUFFER_BYTES, Protocol.BENCH, null, Map.of()));
    }
}
