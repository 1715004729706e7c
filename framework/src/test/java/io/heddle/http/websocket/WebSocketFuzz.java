package io.heddle.http.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.MemoryConnection;
import java.util.Arrays;

/// What a client sends after the handshake: the first byte says whether there is compression, the
/// second where the rest is split.
public final class WebSocketFuzz {

    private static final int HEAD = 2;
    private static final int MOST = 5_000;

    private static final WebSocketConfig PLAIN = WebSocketConfig.DEFAULT.withMaxMessage(MOST);
    private static final WebSocketConfig DEFLATING =
            PLAIN.withDeflate(PerMessageDeflate.ON.withLeast(1).withContextTakeover(true));

    private WebSocketFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < HEAD) {
            return;
        }
        WebSocketConfig config = (input[0] & 1) == 0 ? PLAIN : DEFLATING;
        byte[] bytes = Arrays.copyOfRange(input, HEAD, input.length);
        int end = bytes.length == 0 ? 0 : (input[1] & 0xff) % bytes.length;

        String whole = received(config, MemoryConnection.split(bytes));
        String split = received(config, MemoryConnection.split(bytes, end));

        assertEquals(whole, split, "whole and split at " + end);
    }

    /// What the handler gets, and what the peer is told of the end.
    private static String received(WebSocketConfig config, byte[][] pieces) {
        var seen = new StringBuilder();
        var status = new CloseStatus[1];
        WebSocketHandler handler =
                socket -> {
                    try {
                        for (Message m = socket.receive(); m != null; m = socket.receive()) {
                            assertTrue(m.length() <= MOST, "limit");
                            seen.append(m.isText() ? "text " : "binary ")
                                    .append(Arrays.hashCode(m.bytes()))
                                    .append(' ');
                        }
                    } finally {
                        status[0] = socket.closeStatus();
                    }
                };
        byte[] answer = WebSocketServers.served(config, handler, pieces);
        String frames = ServerFrames.of(answer);
        long count = frames.chars().filter(c -> c == ',').count();
        assertTrue(count <= input(pieces), frames);
        String last = frames.contains("close") ? frames.substring(frames.indexOf("close")) : "";
        return seen + last + ' ' + (status[0] == null ? 0 : status[0].code());
    }

    /// How many bytes there are, so that each frame takes some.
    private static long input(byte[][] pieces) {
        return Arrays.stream(pieces).mapToLong(piece -> piece.length).sum();
    }
}
