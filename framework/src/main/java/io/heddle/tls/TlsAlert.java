package io.heddle.tls;

import java.nio.ByteBuffer;
import java.util.Locale;

/// Why a handshake is refused, as the peer is told ([RFC 8446
/// §6.2](https://www.rfc-editor.org/rfc/rfc8446#section-6.2)).
public enum TlsAlert {
    /// Nothing in common.
    HANDSHAKE_FAILURE(40),
    /// The peer may not come in.
    ACCESS_DENIED(49),
    /// What came is damaged.
    DECODE_ERROR(50),
    /// No version in common.
    PROTOCOL_VERSION(70),
    /// What the peer offers is not secure enough.
    INSUFFICIENT_SECURITY(71),
    /// Our fault.
    INTERNAL_ERROR(80),
    /// No server of that name is here.
    UNRECOGNIZED_NAME(112),
    /// No application protocol in common.
    NO_APPLICATION_PROTOCOL(120);

    private static final byte ALERT = 21;
    private static final byte FATAL = 2;

    private final int code;

    TlsAlert(int code) {
        this.code = code;
    }

    /// The number in the registry of IANA.
    public int code() {
        return code;
    }

    /// The record that tells it, as one may be sent before anything is agreed on.
    ByteBuffer asRecord() {
        return ByteBuffer.wrap(new byte[] {ALERT, 3, 3, 0, 2, FATAL, (byte) code});
    }

    /// The name in the RFC.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
