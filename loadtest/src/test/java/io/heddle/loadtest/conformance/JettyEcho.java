package io.heddle.loadtest.conformance;

import io.heddle.http.websocket.ConformanceCases;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/// Jetty's WebSockets, and an echo behind them.
final class JettyEcho implements EchoServer {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private JettyEcho() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, JettyEcho::configure));
        server.start();
    }

    static JettyEcho start() throws Exception {
        // Else it says on the error stream that there is no logging.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        return new JettyEcho();
    }

    private static void configure(ServerWebSocketContainer container) {
        container.setMaxFrameSize(ConformanceCases.LIMIT);
        container.setMaxTextMessageSize(ConformanceCases.LIMIT);
        container.setMaxBinaryMessageSize(ConformanceCases.LIMIT);
        container.addMapping("/", (_, _, _) -> new Echo());
    }

    /// One message after the other.
    public static final class Echo implements Session.Listener {
        private Session session;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
            session.demand();
        }

        @Override
        public void onWebSocketText(String message) {
            session.sendText(message, thenDemand());
        }

        @Override
        public void onWebSocketBinary(ByteBuffer message, Callback release) {
            session.sendBinary(message, Callback.from(release, session::demand));
        }

        private Callback thenDemand() {
            return Callback.from(session::demand, _ -> {});
        }
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not stop", e);
        }
    }
}
