package io.heddle.http.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/// What a client of an echo says, and what must come back. Its name begins with a section of the
/// standard: 5.2 is one of [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455), 7692-7.2 one of [RFC
/// 7692](https://www.rfc-editor.org/rfc/rfc7692).
public final class FrameCase {

    private static final String AFTER = "text after";
    private static final String GOODBYE = "close 1000";

    private final String name;
    private final String offer;
    private final byte[] bytes;
    private final boolean isCut;
    private final List<String> answers;

    private FrameCase(
            String name, String offer, byte[] bytes, boolean isCut, List<String> answers) {
        this.name = name;
        this.offer = offer;
        this.bytes = bytes;
        this.isCut = isCut;
        this.answers = answers;
    }

    /// Frames that are fine: a message after them is answered, too.
    static FrameCase fine(String name, ClientFrames frames, String... answers) {
        List<String> all = new ArrayList<>(List.of(answers));
        all.add(AFTER);
        all.add(GOODBYE);
        return new FrameCase(name, "", withMore(frames), false, all);
    }

    /// Frames that end the WebSocket: a message after them is not answered.
    static FrameCase last(String name, ClientFrames frames, String... answers) {
        return new FrameCase(name, "", withMore(frames), false, List.of(answers));
    }

    /// Frames after which the stream ends, inside of one as the case may be. What is to be said of
    /// them cannot wait for more.
    static FrameCase cut(String name, ClientFrames frames, String... answers) {
        return new FrameCase(name, "", frames.toBytes(), true, List.of(answers));
    }

    private static byte[] withMore(ClientFrames frames) {
        return frames.text("after").close(1000).toBytes();
    }

    /// The same, with extensions that the client offers; the answers begin with what becomes of
    /// that.
    FrameCase offering(String offer, boolean isAccepted) {
        List<String> all = new ArrayList<>(answers);
        all.addFirst(isAccepted ? Answers.COMPRESSING : Answers.NOT_COMPRESSING);
        return new FrameCase(name, offer, bytes, isCut, all);
    }

    public String name() {
        return name;
    }

    /// What must come back.
    public List<String> answers() {
        return answers;
    }

    /// Whether the stream ends after the bytes.
    boolean isCut() {
        return isCut;
    }

    /// Whether it is about compression.
    boolean hasOffer() {
        return !offer.isEmpty();
    }

    /// How many bytes the client sends after its handshake.
    public int length() {
        return bytes.length;
    }

    /// What the client sends after its handshake.
    byte[] bytes() {
        return bytes;
    }

    byte[] handshake() {
        String extensions = hasOffer() ? "Sec-WebSocket-Extensions: " + offer + "\r\n" : "";
        return ("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                        + WebSocketServers.KEY
                        + "\r\n"
                        + extensions
                        + "\r\n")
                .getBytes(ISO_8859_1);
    }

    @Override
    public String toString() {
        return name;
    }
}
