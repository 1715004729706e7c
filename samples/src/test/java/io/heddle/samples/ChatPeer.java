package io.heddle.samples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A visitor of `chat` that is no browser. One thread at a time.
final class ChatPeer implements AutoCloseable, WebSocket.Listener {

    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final StringBuilder parts = new StringBuilder();
    private volatile boolean reads = true;
    private volatile int closeCode;
    private @Nullable WebSocket socket;

    private ChatPeer() {}

    static ChatPeer enter(HttpClient client, int port, String name) {
        var peer = new ChatPeer();
        peer.socket =
                client.newWebSocketBuilder()
                        .buildAsync(URI.create("ws://localhost:" + port + "/room"), peer)
                        .join();
        peer.say(name);
        return peer;
    }

    void say(String text) {
        open().sendText(text, true).join();
    }

    /// The next event that has a text in it; those before it are dropped.
    String await(String text) throws IOException, InterruptedException {
        String event;
        do {
            event = events.poll(Browser.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new IOException("nothing came with " + text);
            }
        } while (!event.contains(text));
        return event;
    }

    /// Takes one more part of a message, and then nothing.
    void stopReading() {
        reads = false;
    }

    void readOn() {
        reads = true;
        open().request(1);
    }

    /// 0 while it is open.
    int closeCode() {
        return closeCode;
    }

    private WebSocket open() {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        return socket;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        parts.append(part);
        if (last) {
            events.add(parts.toString());
            parts.setLength(0);
        }
        if (reads) {
            socket.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closeCode = code;
        return null;
    }

    @Override
    public void close() {
        open().abort();
    }
}
