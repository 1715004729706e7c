package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.EchoLoad;
import io.heddle.loadtest.client.LoadSample;
import io.heddle.loadtest.measure.CpuReading;
import io.heddle.loadtest.measure.JvmCounters;
import io.heddle.loadtest.measure.MachineCpu;
import io.heddle.loadtest.measure.ProcessProbe;
import io.heddle.loadtest.process.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Measures one window: what client, server and machine have used and done between its two ends.
final class WindowMeter {
    private final ServerProcess server;
    private final EchoLoad load;
    private final int serverCores;
    private final ProcessProbe serverProbe;
    private final ProcessProbe clientProbe;

    WindowMeter(ServerProcess server, EchoLoad load, int serverCores) throws IOException {
        this.server = server;
        this.load = load;
        this.serverCores = serverCores;
        serverProbe = new ProcessProbe(server.pid());
        clientProbe = new ProcessProbe(ProcessHandle.current().pid());
    }

    /// One end of the window.
    private record End(
            CpuReading server, CpuReading client, Optional<MachineCpu> machine, LoadSample load) {}

    Window measure(Duration length) throws IOException, InterruptedException {
        var countersBefore = JvmCounters.of(server.ask("counters"));
        var begin = readEnd();
        Thread.sleep(length);
        var end = readEnd();
        var counters = JvmCounters.of(server.ask("counters")).since(countersBefore);
        if (end.load().replies() == 0) {
            throw new IOException("the server answered nothing in the measured window");
        }
        long serverNanos = end.server().nanosSince(begin.server());
        return Window.of(
                end.load(),
                serverNanos,
                serverCores,
                foreignShare(begin, end, serverNanos),
                serverProbe.residentBytes().orElse(0),
                counters);
    }

    /// The same readings in the same order at both ends, so that all cover the same length of time.
    private End readEnd() throws IOException, InterruptedException {
        return new End(serverProbe.cpu(), clientProbe.cpu(), MachineCpu.now(), load.sample());
    }

    private static @Nullable Double foreignShare(End begin, End end, long serverNanos) {
        if (begin.machine().isEmpty() || end.machine().isEmpty()) {
            return null;
        }
        long oursNanos = serverNanos + end.client().nanosSince(begin.client());
        return end.machine()
                .get()
                .foreignShareSince(
                        begin.machine().get(), oursNanos, (long) (end.load().seconds() * 1e9));
    }
}
