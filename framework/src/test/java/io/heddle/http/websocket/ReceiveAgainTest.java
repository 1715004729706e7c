package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.ClientFrames.RSV1;
import static io.heddle.http.websocket.ClientFrames.TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ConnectionInterruptedException;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.FrameTooLongException;
import io.heddle.MalformedFrameException;
import io.heddle.MemoryConnection;
import io.heddle.PeerClosedException;
import io.heddle.Servers;
import io.heddle.http.HttpConfig;
import io.heddle.http.HttpServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What a receive that ends otherwise than with a message leaves behind.
class ReceiveAgainTest {

    /// Interrupted with each byte, by a peer that sends one at a time.
    @Test
    void losesNothingWhenInterrupted() throws Exception {
        byte[] head = WebSocketServers.handshake(WebSocketServers.OFFER);
        byte[] frames =
                new ClientFrames()
                        .frame(TEXT, "Hel")
                        .ping("hi")
                        .frame(FIN, "lo")
                        .frame(FIN | RSV1 | TEXT, ClientFrames.unhex("f2 48 cd c9 c9 07 00"))
                        .close(1000)
                        .toBytes();
        byte[] all = Arrays.copyOf(head, head.length + frames.length);
        System.arraycopy(frames, 0, all, head.length, frames.length);
        var interrupts = new int[1];
        WebSocketHandler handler =
                socket -> {
                    for (Message m = next(socket, interrupts); m != null; ) {
                        socket.send(m);
                        m = next(socket, interrupts);
                    }
                };
        byte[][] pieces = new byte[1 + frames.length][];
        pieces[0] = head;
        System.arraycopy(MemoryConnection.oneByOne(frames), 0, pieces, 1, frames.length);
        var peer = MemoryConnection.interrupting(pieces);

        HttpServer.over(
                        HttpConfig.on(Servers.config()),
                        request -> {
                            Thread.interrupted();
                            return WebSockets.accept(WebSocketServers.DEFLATING, handler)
                                    .handle(request);
                        })
                .handle(peer.connection());
        Thread.interrupted();

        assertEquals(
                "pong hi, text Hello, text Hello, close 1000", ServerFrames.of(peer.written()));
        assertTrue(interrupts[0] > frames.length / 2, () -> interrupts[0] + " interrupts");
    }

    private static Message next(WebSocket socket, int[] interrupts) throws Exception {
        while (true) {
            try {
                Message message = socket.receive();
                Thread.interrupted();
                return message;
            } catch (ConnectionInterruptedException interrupted) {
                interrupts[0]++;
                Thread.interrupted();
            }
        }
    }

    @Test
    void deadlineOfTheCallerEndsTheWaitAndNothingElse() throws Exception {
        try (HttpServer server =
                        WebSocketServers.start(socket -> {
                            assertThrows(
                                    DeadlineExceededException.class,
                                    () -> Deadline.within(Duration.ofMillis(20), socket::receive));
                            socket.send("nothing came");
                            WebSocketServers.ECHO.handle(socket);
                        });
                var peer = WebSocketServers.connect(server)) {
            ServerFrames answers = ServerFrames.of(peer);

            assertEquals("text nothing came", answers.next());
            peer.send(new ClientFrames().text("a").close(1000).toBytes());
            assertEquals("text a", answers.next());
            assertEquals("close 1000", answers.next());
            answers.end();
        }
    }

    /// What the second receive throws, too.
    private static Exception failure(byte[] frames, Function<byte[], byte[][]> pieces) {
        var seen = new CompletableFuture<Exception>();
        WebSocketServers.served(
                WebSocketConfig.DEFAULT.withMaxMessage(100),
                socket -> {
                    Exception first = assertThrows(Exception.class, socket::receive);
                    if (!(first instanceof PeerClosedException)) {
                        assertEquals(first, assertThrows(Exception.class, socket::receive));
                    }
                    seen.complete(first);
                    throw first;
                },
                pieces.apply(frames));
        return seen.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Class<?> kind(ClientFrames frames) {
        return failure(frames.toBytes(), bytes -> new byte[][] {bytes}).getClass();
    }

    @Test
    void failureSaysWhatThePeerDid() {
        assertEquals(MalformedFrameException.class, kind(new ClientFrames().hex("8100")));
        assertEquals(MalformedFrameException.class, kind(new ClientFrames().close(999)));
        assertEquals(FrameTooLongException.class, kind(new ClientFrames().text("a".repeat(101))));
        assertEquals(PeerClosedException.class, kind(new ClientFrames().frame(TEXT, "a")));
        assertEquals(PeerClosedException.class, kind(new ClientFrames().hex("81")));
        assertEquals(PeerClosedException.class, kind(new ClientFrames().hex("8185 00000000 61")));
    }
}
