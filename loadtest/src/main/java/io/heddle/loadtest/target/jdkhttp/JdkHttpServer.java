package io.heddle.loadtest.target.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.http.BlockingAnswers;
import io.heddle.loadtest.wire.HttpCall;
import io.heddle.loadtest.wire.HttpMirror;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The running server. Its settings are system properties, read once in the life of a JVM.
final class JdkHttpServer implements RunningTarget {
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final int WITHOUT_BODY = -1;

    private final String name;
    private final BlockingAnswers answers;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private JdkHttpServer(String name, ListenOptions options) throws IOException {
        this.name = name;
        answers = new BlockingAnswers(options.backend());
        server = HttpServer.create(options.inetAddress(), ListenOptions.BACKLOG);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
    }

    static JdkHttpServer start(String name, ListenOptions options) throws IOException {
        System.setProperty(NO_DELAY, "true");
        // Else it closes all but 200 of the connections that are idle.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000000");
        var started = new JdkHttpServer(name, options);
        started.server.start();
        return started;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var method = exchange.getRequestMethod();
            var call =
                    HttpMirror.parse(
                            method,
                            exchange.getRequestURI().getRawPath(),
                            exchange.getRequestHeaders().getFirst("Content-Length"));
            var body = BlockingAnswers.body(call, exchange.getRequestBody());
            if (body.length > HttpMirror.LARGEST_BODY_BYTES) {
                call = HttpCall.tooLarge();
            }
            respond(exchange, call, answers.answer(call, body), method.equals("HEAD"));
        }
    }

    private void respond(HttpExchange exchange, HttpCall call, byte[] answer, boolean head)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", call.contentType());
        headers.set("Server", name);
        var stamp = exchange.getRequestHeaders().getFirst(HttpMirror.STAMP);
        if (stamp != null) {
            headers.set(HttpMirror.STAMP, stamp);
        }
        if (head) {
            headers.set("Content-Length", String.valueOf(answer.length));
        }
        boolean bodiless = head || answer.length == 0;
        exchange.sendResponseHeaders(call.status(), bodiless ? WITHOUT_BODY : answer.length);
        if (!bodiless) {
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "nodelay", System.getProperty(NO_DELAY, "false"),
                "backlog", String.valueOf(ListenOptions.BACKLOG),
                "loops", "1");
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
        answers.close();
    }
}
