package io.heddle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import jdk.net.ExtendedSocketOptions;

/// An echo server in a process of its own. Prints its port; then answers each line with how many
/// connections it has and what it takes the wall clock's time for, in milliseconds.
final class TimedServer {

    private TimedServer() {}

    /// Starts one with some of these timeouts: first byte, idle, minimum rate in.
    static ChildJvm start(Timeouts timeouts) throws IOException {
        return ChildJvm.start(TimedServer.class, options(timeouts));
    }

    static String[] options(Timeouts timeouts) {
        MinimumRate rate = timeouts.minimumRate();
        return new String[] {
            "-Dfirst-byte=" + timeouts.firstByte(),
            "-Didle=" + timeouts.idle(),
            "-Drate=" + rate.bytesIn(),
            "-Dover=" + rate.over()
        };
    }

    private static Duration duration(String name) {
        return Duration.parse(System.getProperty(name));
    }

    /// A peer that does not answer for 3 s is gone.
    private static SocketOptions keepAlive() {
        return SocketOptions.CONNECTION_DEFAULT
                .with(StandardSocketOptions.SO_KEEPALIVE, true)
                .with(ExtendedSocketOptions.TCP_KEEPIDLE, 1)
                .with(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1)
                .with(ExtendedSocketOptions.TCP_KEEPCOUNT, 2);
    }

    public static void main(String[] arguments) throws Exception {
        Timeouts timeouts =
                Timeouts.DEFAULT
                        .withFirstByte(duration("first-byte"))
                        .withIdle(duration("idle"))
                        .withMinimumRate(
                                new MinimumRate(Long.getLong("rate", 0), 0, duration("over")));
        String host = System.getProperty("host", "127.0.0.1");
        SocketOptions options =
                Boolean.getBoolean("keep-alive") ? keepAlive() : SocketOptions.CONNECTION_DEFAULT;
        ListenerConfig listener =
                ListenerConfig.on(new InetSocketAddress(InetAddress.ofLiteral(host), 0))
                        .withConnectionOptions(options);
        ServerConfig config =
                ServerConfig.on(listener).withObservers(List.of()).withTimeouts(timeouts);
        try (var server = SocketServer.start(config, Servers.ECHO);
                var in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(server.port());
            while (in.readLine() != null) {
                System.out.printf(
                        Locale.ROOT, "%d %d%n", server.connections(), System.currentTimeMillis());
            }
        }
    }
}
