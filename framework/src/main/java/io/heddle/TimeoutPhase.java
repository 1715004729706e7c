package io.heddle;

import java.util.Locale;

/// What a connection was doing when its time was over. Each phase has a limit in [Timeouts].
public enum TimeoutPhase {
    /// The preamble by which a connection begins: [Preamble].
    PREAMBLE("had not sent its preamble after"),
    /// The exchange by which a protocol begins: [Connection#handshake].
    HANDSHAKE("was still in its handshake after"),
    /// A read waited for the peer's very first byte.
    FIRST_BYTE("sent nothing at all for"),
    /// A read waited, and the peer sent nothing.
    IDLE("sent nothing for"),
    /// A write waited, and the peer took nothing.
    WRITE("took nothing for"),
    /// A read waited for the rest of what had begun to come, and it came too slowly.
    READ_RATE("sent too slowly for"),
    /// A write waited, and the peer took its bytes too slowly.
    WRITE_RATE("took bytes too slowly for"),
    /// The handler as a whole.
    HANDLER("was still being handled after"),
    /// The connection as a whole.
    LIFETIME("was still there after");

    private final String text;

    TimeoutPhase(String text) {
        this.text = text;
    }

    /// Its name in meters and dumps: `first-byte`.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What is to be said of a connection that is over the limit; the limit follows.
    String text() {
        return text;
    }
}
