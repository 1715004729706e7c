package io.heddle.samples.proxy;

import io.heddle.Connection;
import io.heddle.Endpoint;
import io.heddle.ServerConfig;
import io.heddle.SocketServer;
import io.heddle.TaskScope;
import io.heddle.client.ConnectOptions;
import io.heddle.client.SocketClient;
import io.heddle.client.SocketClientConfig;
import io.heddle.proxy.ProxyHeader;
import io.heddle.samples.ClientOptions;
import io.heddle.samples.ListenOptions;
import io.heddle.samples.Options;
import io.heddle.samples.UsageException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Forwards connections to another server: TCP, TLS and Unix-domain sockets on both sides, and the
/// PROXY protocol, so that the other server knows who its peers are.
///
/// ```text
/// proxy --to HOST:PORT|unix:PATH [--to-tls [--ca FILE]] [--send-proxy v1|v2] [LISTEN OPTIONS]
/// ```
public final class ProxySample {

    private final SocketClient sockets;
    private final Endpoint target;
    private final ConnectOptions way;
    private final ProxyHeader.@Nullable Version speaks;

    private ProxySample(
            SocketClient sockets,
            Endpoint target,
            ConnectOptions way,
            ProxyHeader.@Nullable Version speaks) {
        this.sockets = sockets;
        this.target = target;
        this.way = way;
        this.speaks = speaks;
    }

    /// Serves until the process is ended; prints `listening on ADDRESS` when it accepts.
    ///
    /// @return 1 if the address cannot be listened on, or a file cannot be used
    public static int run(Options options) {
        Set<String> known = new HashSet<>(ListenOptions.NAMES);
        known.addAll(List.of("--to", "--to-tls", "--ca", "--send-proxy"));
        options.only(known);
        Endpoint target = target(options);
        ProxyHeader.Version version = version(options);
        try (var sockets = SocketClient.open(SocketClientConfig.DEFAULT.withName("proxy-client"))) {
            ConnectOptions way = ClientOptions.connect(options, "--to-tls");
            var proxy = new ProxySample(sockets, target, way, version);
            ServerConfig config =
                    ServerConfig.on(ListenOptions.listener(options)).withName("proxy");
            try (var server = SocketServer.start(config, proxy::forward)) {
                System.out.println("listening on " + ListenOptions.print(options, server));
                server.awaitStopped();
            }
            return 0;
        } catch (IOException failure) {
            System.err.println(failure.getMessage());
            return 1;
        } catch (InterruptedException asked) {
            return 0;
        }
    }

    private static Endpoint target(Options options) {
        Endpoint endpoint = options.endpoint("--to");
        if (endpoint.kind() == Endpoint.Kind.UDP) {
            throw new UsageException("option --to must be of a stream, was " + endpoint);
        }
        return endpoint;
    }

    private static ProxyHeader.@Nullable Version version(Options options) {
        if (!options.has("--send-proxy")) {
            return null;
        }
        String text = options.text("--send-proxy", "");
        return switch (text) {
            case "v1" -> ProxyHeader.Version.V1;
            case "v2" -> ProxyHeader.Version.V2;
            default ->
                    throw new UsageException("option --send-proxy must be v1 or v2, was " + text);
        };
    }

    private void forward(Connection client) throws IOException, InterruptedException {
        try (Connection server = sockets.connect(target, wayFor(client));
                TaskScope<Boolean, IOException> both = TaskScope.allSucceed()) {
            both.fork(() -> copy(client, server));
            both.fork(() -> copy(server, client));
            both.join();
        }
    }

    private ConnectOptions wayFor(Connection client) {
        return speaks == null
                ? way
                : way.withPreamble(ProxyHeader.forwarding(client).withVersion(speaks).toBytes());
    }

    private static boolean copy(Connection from, Connection to) throws IOException {
        from.input().transferTo(to.output());
        to.shutdownOutput();
        return true;
    }
}
