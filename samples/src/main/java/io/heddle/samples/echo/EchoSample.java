package io.heddle.samples.echo;

import io.heddle.ConnectionHandler;
import io.heddle.Limits;
import io.heddle.ServerConfig;
import io.heddle.ShutdownPlan;
import io.heddle.ShutdownReport;
import io.heddle.SocketServer;
import io.heddle.Timeouts;
import io.heddle.samples.ListenOptions;
import io.heddle.samples.Options;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An echo server ([RFC 862](https://www.rfc-editor.org/rfc/rfc862)) as one is run: with limits of
/// time and number, metrics, and an end that loses nothing.
///
/// ```text
/// echo [--host H] [--port P] | [--unix PATH] [--tls CERT.pem KEY.pem | --tls-demo]
///      [--proxy-protocol required --trust CIDR...] [--first-byte D] [--idle D] [--write D] [--lifetime D] [--min-rate B/s]
///      [--max-connections N] [--at-limit hold|queue:D|reject:TEXT] [--per-address N]
///      [--delay D] [--grace D] [--metrics-port P]
/// echo --udp [--host H] [--port P]
/// ```
///
/// Port 0 lets the system choose one.
public final class EchoSample {

    private static final ConnectionHandler ECHO =
            connection -> connection.input().transferTo(connection.output());

    private static final String METRICS_PORT = "--metrics-port";

    private EchoSample() {}

    /// Serves until a signal, `SIGTERM` or `SIGINT`, asks for the end; prints `listening on
    /// HOST:PORT` when it accepts, then `metrics on http://HOST:PORT/metrics` if there are any, and
    /// `drained N, forced M` when it has stopped.
    ///
    /// @return 1 if an address cannot be listened on, or signals cannot be caught
    public static int run(Options options) {
        options.only(known());
        if (options.flag("--udp")) {
            return DatagramEcho.run(options);
        }
        Timeouts timeouts = EchoLimits.timeouts(options);
        Limits limits = EchoLimits.limits(options);
        ShutdownPlan plan = EchoLimits.plan(options);
        try {
            ServerConfig config =
                    ServerConfig.on(ListenOptions.listener(options))
                            .withName("echo")
                            .withTimeouts(timeouts)
                            .withLimits(limits);
            MetricsEndpoint metrics = null;
            if (options.has(METRICS_PORT)) {
                int port = options.port(METRICS_PORT, 0);
                metrics = MetricsEndpoint.bind(new InetSocketAddress(options.host(), port));
                config = config.withObserver(metrics.metrics(config.name()));
            }
            serve(options, config, plan, metrics);
            return 0;
        } catch (IOException | UnsupportedOperationException failure) {
            System.err.println(failure.getMessage());
            return 1;
        }
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(EchoLimits.OPTIONS);
        known.addAll(ListenOptions.NAMES);
        known.add(METRICS_PORT);
        known.add("--udp");
        return known;
    }

    /// The server is not closed here, as that would wait for handlers that nothing stops: the
    /// process ends when this returns.
    private static void serve(
            Options options,
            ServerConfig config,
            ShutdownPlan plan,
            @Nullable MetricsEndpoint metrics)
            throws IOException {
        var stopped = new CompletableFuture<ShutdownReport>();
        SocketServer server = SocketServer.start(config, ECHO);
        server.shutdownOnSignal(plan, stopped::complete);
        System.out.println("listening on " + ListenOptions.print(options, server));
        if (metrics != null) {
            metrics.start(server);
            System.out.println(
                    "metrics on http://" + options.host() + ":" + metrics.port() + "/metrics");
        }
        ShutdownReport report = stopped.join();
        System.out.println("drained " + report.drained() + ", forced " + report.forced().size());
    }
}
