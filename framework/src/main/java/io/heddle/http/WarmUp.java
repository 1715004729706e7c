package io.heddle.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.heddle.Connection;
import io.heddle.ConnectionHandler;
import io.heddle.ServerConfig;
import io.heddle.SocketServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/// What the first HTTP server of a process does before it listens: it initialises the classes of an
/// exchange, and has the loop compiled that each connection is in for as long as it lives.
///
/// A connection that came into that loop while it was interpreted stays so until it has gone round
/// some thousand times. Until then each of its waits takes the long way: interpreted frames are put
/// aside and taken back one by one, compiled ones all at once. So the loop is entered a thousand
/// times before, by one connection over loopback, which has each of its requests to be the last.
/// Where there is no loopback it is left out, which costs time later and nothing else.
final class WarmUp {

    private static final int REQUESTS = 1000; // the compiler waits for 200, or more if it is busy
    private static final int PATIENCE_MILLIS = 1000;
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);

    private static boolean done; // guarded by the class

    private WarmUp() {}

    /// Warms up, unless this process has done it.
    static synchronized void once() {
        if (!done) {
            done = true;
            ExchangeClasses.initialize();
            serveOurselves();
        }
    }

    private static void serveOurselves() {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerConfig config =
                ServerConfig.on(loopback).withName("warm-up").withObservers(List.of());
        Response answer = Response.text("warm");
        ConnectionHandler exchange =
                HttpServer.over(new Exchanges(HttpConfig.on(config), _ -> answer));
        try (var server = SocketServer.start(config, connection -> serve(connection, exchange));
                var peer = new Socket(loopback.getAddress(), server.port())) {
            peer.setSoTimeout(PATIENCE_MILLIS);
            var received = new byte[1024];
            for (int i = 0; i < REQUESTS; i++) {
                peer.getOutputStream().write(REQUEST);
                peer.getInputStream().read(received);
            }
        } catch (IOException noLoopback) {
            // see above
        }
    }

    private static void serve(Connection connection, ConnectionHandler exchange) throws Exception {
        while (connection.input().awaitRequest()) {
            exchange.handle(connection);
        }
    }
}
