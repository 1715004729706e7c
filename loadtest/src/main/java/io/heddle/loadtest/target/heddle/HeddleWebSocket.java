package io.heddle.loadtest.target.heddle;

import io.heddle.ConnectionHandler;
import io.heddle.ServerConfig;
import io.heddle.http.HttpConfig;
import io.heddle.http.HttpServer;
import io.heddle.http.websocket.WebSocket;
import io.heddle.http.websocket.WebSocketConfig;
import io.heddle.http.websocket.WebSockets;
import java.io.IOException;

/// Echoes WebSocket messages, with the defaults of everything.
final class HeddleWebSocket {
    private HeddleWebSocket() {}

    /// What echoes on each connection.
    static ConnectionHandler over(ServerConfig server) {
        return HttpServer.over(
                HttpConfig.on(server),
                WebSockets.accept(WebSocketConfig.DEFAULT, HeddleWebSocket::echo));
    }

    private static void echo(WebSocket socket) throws IOException {
        for (var message = socket.receive(); message != null; message = socket.receive()) {
            socket.send(message);
        }
    }
}
