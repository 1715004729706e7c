package io.heddle.samples.chat;

import io.heddle.ServerConfig;
import io.heddle.ShutdownPlan;
import io.heddle.ShutdownReport;
import io.heddle.TaskScope;
import io.heddle.http.HttpConfig;
import io.heddle.http.HttpServer;
import io.heddle.http.Response;
import io.heddle.http.Router;
import io.heddle.http.websocket.CloseStatus;
import io.heddle.http.websocket.Message;
import io.heddle.http.websocket.PerMessageDeflate;
import io.heddle.http.websocket.WebSocket;
import io.heddle.http.websocket.WebSocketConfig;
import io.heddle.http.websocket.WebSockets;
import io.heddle.samples.Options;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A chat: one page, one room.
///
/// ```text
/// chat [--port P]
/// ```
///
/// A browser's first message is its visitor's name, each further one is said to all.
public final class ChatSample {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final WebSocketConfig SOCKETS =
            WebSocketConfig.DEFAULT.withMaxMessage(16 * 1024).withDeflate(PerMessageDeflate.ON);

    private final Room room = new Room();

    private ChatSample() {}

    /// Serves until a signal, `SIGTERM` or `SIGINT`, asks for the end; prints `listening on
    /// http://HOST:PORT` when it accepts.
    ///
    /// @return 1 if the port cannot be listened on, or signals cannot be caught
    public static int run(Options options) {
        options.only(Set.of("--port"));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port(0));
        try {
            new ChatSample().serve(HttpConfig.on(ServerConfig.on(address).withName("chat")));
            return 0;
        } catch (IOException | UnsupportedOperationException failure) {
            System.err.println(failure.getMessage());
            return 1;
        }
    }

    private void serve(HttpConfig config) throws IOException {
        Response page = page();
        Router router =
                Router.EMPTY
                        .get("/", _ -> page)
                        .get("/room", WebSockets.accept(SOCKETS, this::visit));
        var stopped = new CompletableFuture<ShutdownReport>();
        HttpServer server = HttpServer.start(config, router);
        server.server().shutdownOnSignal(ShutdownPlan.within(GRACE), stopped::complete);
        System.out.println("listening on http://localhost:" + server.port());
        stopped.join();
    }

    private static Response page() throws IOException {
        try (InputStream page = ChatSample.class.getResourceAsStream("chat.html")) {
            return Response.bytes(
                            "text/html; charset=utf-8",
                            Objects.requireNonNull(page, "chat.html").readAllBytes())
                    .withField("Cache-Control", "no-cache")
                    .withField("X-Content-Type-Options", "nosniff")
                    .withField(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'unsafe-inline'; style-src"
                                    + " 'unsafe-inline'; img-src data:; connect-src 'self';"
                                    + " base-uri 'none'; frame-ancestors 'none'");
        }
    }

    /// A visitor's stay. What the others say is sent by a task of its own, so that one who reads
    /// slowly holds up nobody else.
    private void visit(WebSocket socket) throws IOException, InterruptedException {
        Message name = socket.receive();
        if (name == null) {
            return;
        }
        Visitor visitor = room.enter(name.text());
        if (visitor == null) {
            socket.close(CloseStatus.TRY_AGAIN_LATER.withReason("the room is full"));
            return;
        }
        try (TaskScope<Boolean, IOException> telling = TaskScope.allSucceed()) {
            telling.fork(() -> tell(visitor, socket));
            for (Message said = socket.receive(); said != null; said = socket.receive()) {
                room.say(visitor, said.text());
            }
        } finally {
            room.leave(visitor);
        }
    }

    /// @return never; it is interrupted when the visitor has left
    private boolean tell(Visitor visitor, WebSocket socket) throws IOException {
        try {
            while (true) {
                socket.send(visitor.next());
                room.sent(visitor);
            }
        } catch (InterruptedException left) {
            return true;
        }
    }
}
