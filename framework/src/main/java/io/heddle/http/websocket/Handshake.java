package io.heddle.http.websocket;

import io.heddle.http.Request;
import io.heddle.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The opening handshake ([RFC 6455 §4.2](https://www.rfc-editor.org/rfc/rfc6455#section-4.2)).
final class Handshake {

    static final String PROTOCOL = "websocket";

    private static final String VERSION = "13";
    private static final String VERSION_FIELD = "Sec-WebSocket-Version";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // of RFC 6455 §1.3
    private static final int KEY_BYTES = 16;
    private static final int KEY_LENGTH = 24;

    private final Request request;
    private final WebSocketConfig config;

    Handshake(Request request, WebSocketConfig config) {
        this.request = request;
        this.config = config;
    }

    /// Why it is no handshake.
    ///
    /// @return null if it is one
    @Nullable Response refusal() {
        if (!request.method().equals("GET")) {
            return Response.text("a WebSocket is opened by GET\n")
                    .withStatus(405)
                    .withField("Allow", "GET");
        }
        boolean isOfVersion = request.fields().all(VERSION_FIELD).equals(List.of(VERSION));
        if (!request.asksFor(PROTOCOL) || !isOfVersion) {
            return Response.upgradeRequired(PROTOCOL).withField(VERSION_FIELD, VERSION);
        }
        if (!isKey(request.fields().all("Sec-WebSocket-Key"))) {
            return Response.text("Sec-WebSocket-Key must be 16 bytes in base64\n").withStatus(400);
        }
        List<String> origins = request.fields().all("Origin");
        if (!config.origins().isEmpty() && !config.origins().containsAll(origins)) {
            return Response.text("not from this origin\n").withStatus(403);
        }
        return null;
    }

    private static boolean isKey(List<String> keys) {
        if (keys.size() != 1 || keys.getFirst().length() != KEY_LENGTH) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(keys.getFirst()).length == KEY_BYTES;
        } catch (IllegalArgumentException isNone) {
            return false;
        }
    }

    /// What shows that the key was understood.
    String accept() {
        String text = request.field("Sec-WebSocket-Key") + GUID;
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) { // each JDK has it
            throw new IllegalStateException(impossible);
        }
    }

    /// The best of our subprotocols that the peer offers.
    ///
    /// @return null if there is none
    @Nullable String subprotocol() {
        if (config.subprotocols().isEmpty()) {
            return null;
        }
        List<String> offered = request.fields().members("Sec-WebSocket-Protocol");
        return config.subprotocols().stream().filter(offered::contains).findFirst().orElse(null);
    }

    @Nullable DeflateTerms terms() {
        return DeflateTerms.of(
                config.deflate(), request.fields().members("Sec-WebSocket-Extensions"));
    }
}
