package io.heddle.http;

import io.heddle.ConnectionHandler;
import io.heddle.ShutdownPlan;
import io.heddle.ShutdownReport;
import io.heddle.SocketServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/// A running HTTP/1.1 server.
///
/// ```java
/// try (var server = HttpServer.start(HttpConfig.onPort(8080), request -> Response.text("hello"))) {
///     server.awaitStopped();
/// }
/// ```
///
/// What a connection of it does, and how it ends, is that of a [SocketServer], which [#server()]
/// gives.
public final class HttpServer implements AutoCloseable {

    private final SocketServer server;

    private HttpServer(SocketServer server) {
        this.server = server;
    }

    /// Starts a server. When this returns it listens; when it throws, nothing is left open.
    ///
    /// @throws IOException as [SocketServer#start] does
    public static HttpServer start(HttpConfig config, HttpHandler handler) throws IOException {
        return new HttpServer(SocketServer.start(config.connections(), over(config, handler)));
    }

    /// What serves HTTP on a connection, for a server that has other listeners, too. The
    /// configuration of the connections themselves is not used.
    public static ConnectionHandler over(HttpConfig config, HttpHandler handler) {
        Objects.requireNonNull(handler, "handler");
        WarmUp.once();
        return over(new Exchanges(config, handler));
    }

    static ConnectionHandler over(Exchanges exchanges) {
        return connection -> new HttpConnection(connection, exchanges).serve();
    }

    /// The server of its connections.
    public SocketServer server() {
        return server;
    }

    /// The port of the first listener that has one, 1 to 65535.
    ///
    /// @throws IllegalStateException if none has one
    public int port() {
        return server.port();
    }

    /// Waits until the server has stopped.
    public void awaitStopped() throws InterruptedException {
        server.awaitStopped();
    }

    /// Stops without losing what is under way: each answer from now on is the last one of its
    /// connection, and says so; connections without a request end.
    public ShutdownReport shutdown(Duration grace) {
        return server.shutdown(grace);
    }

    /// Stops likewise, as a plan says.
    public ShutdownReport shutdown(ShutdownPlan plan) {
        return server.shutdown(plan);
    }

    /// Stops now: [SocketServer#close()].
    @Override
    public void close() {
        server.close();
    }
}
