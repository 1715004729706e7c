package io.heddle.loadtest.client.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// The operations of the load over the JDK's own HTTP server.
public final class HttpEchoServer implements AutoCloseable {
    private static final int CHUNKED = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong requests = new AtomicLong();

    private HttpEchoServer(HttpServer server) {
        this.server = server;
    }

    public static HttpEchoServer start() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        var started = new HttpEchoServer(server);
        server.createContext("/", started::answer);
        server.setExecutor(started.threads);
        server.start();
        return started;
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getPath();
            var stamp = exchange.getRequestHeaders().getFirst("Stamp");
            if (stamp != null) {
                exchange.getResponseHeaders().set("Stamp", stamp);
            }
            long number = requests.incrementAndGet();
            switch (path.replaceAll("^/|(?<!^)/.*", "")) {
                case "echo", "delay", "burn", "backend" -> send(exchange, 200, body);
                case "chunked" -> {
                    exchange.sendResponseHeaders(200, CHUNKED);
                    exchange.getResponseBody().write("chunks".getBytes(StandardCharsets.US_ASCII));
                }
                case "bytes" -> send(exchange, 200, new byte[Integer.parseInt(path.substring(7))]);
                case "sink" -> send(exchange, 200, new byte[0]);
                case "last" -> {
                    exchange.getResponseHeaders().set("Connection", "close");
                    send(exchange, 200, new byte[3]);
                }
                case "busy" -> send(exchange, number % 2 == 0 ? 503 : 200, new byte[3]);
                case "growing" -> send(exchange, 200, new byte[(int) number]);
                default -> send(exchange, 404, new byte[0]);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
