package io.heddle.http.websocket;

import io.heddle.Connection;
import io.heddle.Deadline;
import io.heddle.DrainingException;
import io.heddle.HeddleException;
import io.heddle.http.Request;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A WebSocket, the server's side of it ([RFC 6455](https://www.rfc-editor.org/rfc/rfc6455)).
///
/// One thread at a time may receive. Any number may send: messages stay whole, and go in the order
/// in which they come. A send waits while the peer does not read, and nothing is queued; a peer
/// that takes nothing for as long as [io.heddle.Timeouts#write()] loses its connection.
///
/// Pings are answered while a thread receives, and a peer that is silent is sent some; so a handler
/// that only sends has another thread receive.
public final class WebSocket {

    private final Connection connection;
    private final Request request;
    private final @Nullable String subprotocol;
    private final WebSocketConfig config;
    private final FrameOutput output;
    private final MessageReader reader;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Thread thread; // of the handler
    private @Nullable HeddleException failure; // confined to the reader

    WebSocket(
            Connection connection,
            Request request,
            @Nullable String subprotocol,
            @Nullable DeflateTerms terms,
            WebSocketConfig config) {
        this.connection = connection;
        this.request = request;
        this.subprotocol = subprotocol;
        this.config = config;
        this.output =
                new FrameOutput(
                        connection,
                        terms == null
                                ? null
                                : new MessageDeflater(config.deflate(), terms.serverTakeover()));
        this.reader =
                new MessageReader(
                        connection,
                        output,
                        config,
                        terms == null ? null : new MessageInflater(terms.clientTakeover()));
    }

    /// The connection. Its bytes are not to be read or written.
    public Connection connection() {
        return connection;
    }

    /// The request that asked for it.
    public Request request() {
        return request;
    }

    /// The subprotocol that was chosen, one of [WebSocketConfig#subprotocols()].
    ///
    /// @return null if the peer offered none that is spoken here
    public @Nullable String subprotocol() {
        return subprotocol;
    }

    /// Receives the next message, waiting until it is there as a whole. A receive whose wait is
    /// ended ([io.heddle.WaitEndedException]) loses nothing, and can be repeated.
    ///
    /// @return null when there will be none: the peer has closed, or has not answered to a close in
    ///   time, or its connection ended between two messages, or the server is stopping, of which
    ///   the peer was told: the handler should return
    /// @throws io.heddle.MalformedFrameException if what came is against the protocol; the peer was
    ///   told, and each later call throws this again
    /// @throws io.heddle.FrameTooLongException if a frame or a message is too long, likewise
    /// @throws io.heddle.DeadlineExceededException if the peer is silent, even after a ping
    /// @throws io.heddle.PeerClosedException if the peer's stream ended inside a message
    /// @throws IOException and whatever else the reads of [io.heddle.ConnectionInput] throw
    public @Nullable Message receive() throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            return reader.read();
        } catch (Violation violation) {
            failure = violation.failure();
            sayGoodbye(violation.status());
            throw violation.failure();
        }
    }

    /// Sends text.
    ///
    /// @throws io.heddle.ConnectionClosedException if the WebSocket is closed, by either side
    /// @throws IOException and whatever else [io.heddle.ConnectionOutput#writeWhole] throws
    public void send(String text) throws IOException {
        output.send(Message.text(text));
    }

    /// Sends bytes; throws as [#send(String)].
    public void send(byte[] bytes) throws IOException {
        output.send(Message.binary(bytes));
    }

    /// Sends a message; throws as [#send(String)].
    public void send(Message message) throws IOException {
        output.send(message);
    }

    /// Sends a ping, so that a peer that is there answers; throws as [#send(String)].
    public void ping() throws IOException {
        output.ping();
    }

    /// Closes with [CloseStatus#NORMAL].
    public void close() throws IOException {
        close(CloseStatus.NORMAL);
    }

    /// Tells the peer that this is the end, and why. Nothing can be sent afterwards; what the peer
    /// had sent before it knew can still be received, until it answers or its time for that is over
    /// ([WebSocketTimeouts#close()]). Does not wait for the answer; any thread. Does nothing if the
    /// WebSocket is closed.
    ///
    /// @throws IllegalArgumentException if the status is one that is never sent
    /// @throws IOException as sends do
    public void close(CloseStatus status) throws IOException {
        if (!status.maySend()) {
            throw new IllegalArgumentException("status must be one that is sent, was " + status);
        }
        if (output.close(status) && Thread.currentThread() != thread) {
            hurryReader();
        }
    }

    /// The reader may be waiting, and knows of no limit.
    private void hurryReader() {
        Thread.ofVirtual().name("connection-" + connection.id() + "-close").start(this::awaitEnd);
    }

    private void awaitEnd() {
        try {
            if (!over.await(config.timeouts().close().toNanos(), TimeUnit.NANOSECONDS)) {
                connection.shutdownInput();
            }
        } catch (IOException | InterruptedException isClosed) {
            // as wanted
        }
    }

    /// Whether messages can be sent, as far as is known.
    public boolean isOpen() {
        return output.closed() == null && connection.isOpen();
    }

    /// Why it was closed, by whichever side was first. A connection that ends without a word has
    /// [CloseStatus#ABNORMAL].
    ///
    /// @return null while it is open
    public @Nullable CloseStatus closeStatus() {
        return output.closed();
    }

    /// Runs the handler, on its thread, and comes to an end.
    void serve(WebSocketHandler handler) throws Exception {
        thread = Thread.currentThread();
        tell(observer -> observer.opened(this));
        try {
            handler.handle(this);
            sayGoodbye(connection.isDraining() ? CloseStatus.GOING_AWAY : CloseStatus.NORMAL);
            awaitGoodbye();
        } catch (DrainingException stopping) {
            sayGoodbye(CloseStatus.GOING_AWAY);
            throw stopping;
        } catch (Throwable failed) {
            sayGoodbye(CloseStatus.INTERNAL_ERROR);
            throw failed;
        } finally {
            over.countDown();
            output.end(CloseStatus.ABNORMAL);
            output.release();
            reader.release();
            CloseStatus status = output.closed();
            tell(observer -> observer.closed(this, status == null ? CloseStatus.ABNORMAL : status));
        }
    }

    private void sayGoodbye(CloseStatus status) {
        if (output.closed() != null) {
            return;
        }
        try {
            Deadline.<IOException>within(
                    config.timeouts().close(),
                    () -> {
                        if (failure != null) {
                            output.sendPongs(); // owed for what was right
                        }
                        output.close(status);
                    });
        } catch (IOException gone) {
            // nobody to say it to
        }
    }

    private void awaitGoodbye() {
        if (failure != null) {
            return;
        }
        try {
            Deadline.<Exception>within(config.timeouts().close(), reader::drop);
        } catch (Exception gone) {
            // it was only to be polite
        }
    }

    private void tell(Consumer<WebSocketObserver> event) {
        for (WebSocketObserver observer : config.observers()) {
            try {
                event.accept(observer);
            } catch (RuntimeException ofTheObserver) {
                // a WebSocket is not worth less because somebody cannot watch it
            }
        }
    }

    /// The connection's id and peer.
    @Override
    public String toString() {
        return "WebSocket of " + connection;
    }
}
