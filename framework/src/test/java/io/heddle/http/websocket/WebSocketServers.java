package io.heddle.http.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.MemoryConnection;
import io.heddle.ServerConfig;
import io.heddle.Servers;
import io.heddle.TestPeer;
import io.heddle.http.HttpConfig;
import io.heddle.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;

/// WebSockets as tests want them.
final class WebSocketServers {

    static final WebSocketHandler ECHO =
            socket -> {
                for (Message m = socket.receive(); m != null; m = socket.receive()) {
                    socket.send(m);
                }
            };

    static final WebSocketConfig DEFLATING =
            WebSocketConfig.DEFAULT.withDeflate(PerMessageDeflate.ON.withLeast(1));

    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private WebSocketServers() {}

    /// A handshake, with more fields if need be, each with its line end.
    static byte[] handshake(String more) {
        return ("GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                        + KEY
                        + "\r\n"
                        + more
                        + "\r\n")
                .getBytes(ISO_8859_1);
    }

    static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

    /// What comes back when a client says something, which comes in pieces, and then ends its
    /// stream.
    static byte[] served(WebSocketConfig config, WebSocketHandler handler, byte[]... pieces) {
        var all = new byte[pieces.length + 1][];
        all[0] = handshake(config.deflate().isOn() ? OFFER : "");
        System.arraycopy(pieces, 0, all, 1, pieces.length);
        var peer = MemoryConnection.of(all);
        try {
            HttpServer.over(HttpConfig.on(Servers.config()), WebSockets.accept(config, handler))
                    .handle(peer.connection());
        } catch (IOException ofThePeer) {
            // what it was told is what matters
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return peer.written();
    }

    static String echoed(WebSocketConfig config, byte[]... pieces) {
        return ServerFrames.of(served(config, ECHO, pieces));
    }

    static HttpServer start(WebSocketHandler handler) throws IOException {
        return start(WebSocketConfig.DEFAULT, handler);
    }

    static HttpServer start(WebSocketConfig config, WebSocketHandler handler) throws IOException {
        return start(Servers.config(), config, handler);
    }

    static HttpServer start(ServerConfig server, WebSocketConfig config, WebSocketHandler handler)
            throws IOException {
        return HttpServer.start(HttpConfig.on(server), WebSockets.accept(config, handler));
    }

    /// A client whose handshake is done.
    static TestPeer connect(HttpServer server) {
        return opened(TestPeer.connect(server.server()), "");
    }

    /// One that says more in its handshake.
    static TestPeer connect(HttpServer server, String more) {
        return opened(TestPeer.connect(server.server()), more);
    }

    /// The same, with more fields.
    static TestPeer opened(TestPeer peer, String more) {
        peer.send(handshake(more));
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            byte[] one = peer.receive(1);
            if (one.length == 0) {
                throw new UncheckedIOException(new IOException("ended after " + head));
            }
            head.append((char) one[0]);
        }
        assertTrue(head.toString().startsWith("HTTP/1.1 101 "), head::toString);
        return peer;
    }
}
