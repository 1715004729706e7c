package io.heddle.loadtest.client.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The change from HTTP to WebSocket ([RFC 6455, section
/// 4](https://www.rfc-editor.org/rfc/rfc6455#section-4)).
///
/// @param key the client's nonce, in Base64
public record Upgrade(String key) {
    /// The header that proves that the server has understood, in lower case.
    public static final String ACCEPT_HEADER = "sec-websocket-accept";

    private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int NONCE_BYTES = 16;

    /// An upgrade whose nonce is that of a connection.
    public static Upgrade of(long connection) {
        var nonce = new byte[NONCE_BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[i] = (byte) (connection >>> (8 * i));
        }
        return new Upgrade(Base64.getEncoder().encodeToString(nonce));
    }

    /// The request, in ASCII.
    public byte[] request(String host, String path) {
        return """
        GET %s HTTP/1.1\r
        Host: %s\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: %s\r
        \r
        """
                .formatted(path, host, key)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// What the server has to answer in [#ACCEPT_HEADER].
    public String accept() {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            var bytes = (key + SUFFIX).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder().encodeToString(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
