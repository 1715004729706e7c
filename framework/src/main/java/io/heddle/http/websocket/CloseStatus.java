package io.heddle.http.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Why a WebSocket was closed ([RFC 6455
/// §7.4](https://www.rfc-editor.org/rfc/rfc6455#section-7.4)).
///
/// @param code 1000 to 1003 and 1007 to 1014, registered; 3000 to 3999, for libraries; 4000 to
///   4999, for applications; 1005 and 1006 are never sent
/// @param reason for people, at most 123 bytes in UTF-8; may be empty
public record CloseStatus(int code, String reason) {

    /// Done.
    public static final CloseStatus NORMAL = of(1000);

    /// The server stops, or the page was left.
    public static final CloseStatus GOING_AWAY = of(1001);

    /// What came is against the protocol.
    public static final CloseStatus PROTOCOL_ERROR = of(1002);

    /// What came is of a kind that is not accepted: binary where text is expected.
    public static final CloseStatus UNSUPPORTED_DATA = of(1003);

    /// The peer closed without giving a code. Never sent.
    public static final CloseStatus NO_STATUS = of(1005);

    /// The connection ended without a word. Never sent.
    public static final CloseStatus ABNORMAL = of(1006);

    /// What came is not what it says it is: text that is not UTF-8.
    public static final CloseStatus INVALID_PAYLOAD = of(1007);

    /// What came is against the rules of this server.
    public static final CloseStatus POLICY_VIOLATION = of(1008);

    /// What came is too long.
    public static final CloseStatus TOO_BIG = of(1009);

    /// The server failed.
    public static final CloseStatus INTERNAL_ERROR = of(1011);

    /// The server has too much to do.
    public static final CloseStatus TRY_AGAIN_LATER = of(1013);

    static final int CODE_BYTES = 2;
    private static final int MOST_REASON_BYTES = FrameHead.MOST_CONTROL_BYTES - CODE_BYTES;

    /// @throws IllegalArgumentException if the code is none, or the reason is too long
    public CloseStatus {
        Objects.requireNonNull(reason, "reason");
        if (!maySend(code) && code != 1005 && code != 1006) {
            throw new IllegalArgumentException(
                    "code must be 1000 to 1003, 1005 to 1014 or 3000 to 4999, was " + code);
        }
        int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_REASON_BYTES) {
            throw new IllegalArgumentException(
                    "reason must have at most " + MOST_REASON_BYTES + " bytes, had " + bytes);
        }
    }

    /// One without a reason.
    ///
    /// @throws IllegalArgumentException if the code is none
    public static CloseStatus of(int code) {
        return new CloseStatus(code, "");
    }

    /// A copy with another reason, at most 123 bytes in UTF-8.
    public CloseStatus withReason(String reason) {
        return new CloseStatus(code, reason);
    }

    private static boolean maySend(int code) {
        return (code >= 1000 && code <= 1003)
                || (code >= 1007 && code <= 1014)
                || (code >= 3000 && code <= 4999);
    }

    /// Whether it may stand in a frame.
    boolean maySend() {
        return maySend(code);
    }

    /// What a frame that says so carries.
    byte[] payload() {
        if (!maySend()) {
            return new byte[0];
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(CODE_BYTES + text.length)
                .putShort((short) code)
                .put(text)
                .array();
    }

    /// What a frame says.
    static CloseStatus parse(byte[] payload) throws Violation {
        if (payload.length == 0) {
            return NO_STATUS;
        }
        if (payload.length < CODE_BYTES) {
            throw Violation.of(PROTOCOL_ERROR, "a close code of one byte");
        }
        var bytes = ByteBuffer.wrap(payload);
        int code = bytes.getShort() & 0xffff;
        if (!maySend(code)) {
            throw Violation.of(PROTOCOL_ERROR, "close code " + code);
        }
        try {
            return new CloseStatus(
                    code, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException invalid) {
            throw Violation.of(INVALID_PAYLOAD, "a close reason that is not UTF-8");
        }
    }

    /// The code, and the reason if there is one: `1001 the server stops`.
    @Override
    public String toString() {
        return reason.isEmpty() ? Integer.toString(code) : code + " " + reason;
    }
}
