package io.heddle.samples.showcase;

import io.heddle.Endpoint;
import io.heddle.ListenerConfig;
import io.heddle.ShutdownPlan;
import io.heddle.ShutdownReport;
import io.heddle.SocketServer;
import io.heddle.udp.DatagramServer;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A server of the showcase, of streams or of datagrams.
///
/// @param lines what is to be printed of it, one for each listener
/// @param onSignal has it drained when the process is asked to end
/// @param close stops it now
record RunningServer(
        List<String> lines,
        BiConsumer<ShutdownPlan, Consumer<ShutdownReport>> onSignal,
        Runnable close) {

    static RunningServer of(List<ListenerConfig> listeners, SocketServer server) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < listeners.size(); i++) {
            lines.add(line(listeners.get(i).name(), server.addresses().get(i)));
        }
        return new RunningServer(lines, server::shutdownOnSignal, server::close);
    }

    static RunningServer of(DatagramServer server) {
        List<String> lines =
                server.addresses().stream().map(address -> line(server.name(), address)).toList();
        return new RunningServer(lines, server::shutdownOnSignal, server::close);
    }

    private static String line(String name, SocketAddress address) {
        return "listening on " + name + " " + print(address);
    }

    /// `127.0.0.1:8080`, `[::1]:8080`, `/run/echo`; `unix` for a socket without a path, as that of
    /// a client.
    static String print(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            String path = unix.getPath().toString();
            return path.isEmpty() ? "unix" : path;
        }
        return address instanceof InetSocketAddress
                ? new Endpoint(Endpoint.Kind.TCP, address).toString()
                : address.toString();
    }
}
