package io.heddle.samples.echo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heddle.SocketServer;
import io.heddle.metrics.ServerMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// What those who run a server ask it over HTTP: `/metrics` in the text format of Prometheus,
/// `/healthz` whether the process lives, `/readyz` whether new peers are welcome.
///
/// It answers until the process ends, so that a drain can be watched.
final class MetricsEndpoint {

    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpServer http;

    private MetricsEndpoint(HttpServer http) {
        this.http = http;
    }

    /// Takes the port. Who asks waits until it is started.
    ///
    /// @throws IOException if the address cannot be listened on, naming it
    static MetricsEndpoint bind(InetSocketAddress address) throws IOException {
        try {
            return new MetricsEndpoint(HttpServer.create(address, 0));
        } catch (BindException refused) {
            throw new IOException(
                    "cannot listen on %s:%d for metrics: %s"
                            .formatted(
                                    address.getHostString(),
                                    address.getPort(),
                                    refused.getMessage()),
                    refused);
        }
    }

    /// What observes the server that will be asked about.
    ServerMetrics metrics(String serverName) {
        return new ServerMetrics(registry, serverName);
    }

    int port() {
        return http.getAddress().getPort();
    }

    /// Begins to answer.
    void start(SocketServer server) {
        http.setExecutor(
                Executors.newVirtualThreadPerTaskExecutor()); // one slow peer holds up none
        http.createContext("/", exchange -> answer(exchange, server));
        http.start();
    }

    private void answer(HttpExchange exchange, SocketServer server) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/metrics" -> send(exchange, 200, PROMETHEUS, registry.scrape());
            case "/healthz" -> send(exchange, 200, PLAIN, "ok");
            case "/readyz" -> {
                boolean isReady = server.isReady();
                send(exchange, isReady ? 200 : 503, PLAIN, isReady ? "ready" : "draining");
            }
            default -> send(exchange, 404, PLAIN, "there are /metrics, /healthz and /readyz");
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
            if (!isHead) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
