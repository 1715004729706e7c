package io.heddle.tls;

import javax.net.ssl.SSLException;

/// A record that we refuse before the engine sees it.
final class RefusedRecordException extends SSLException {

    private static final long serialVersionUID = 1L;

    private final byte alert;

    /// @param alert what to tell the peer, if that is possible ([RFC 8446
    ///   §6](https://www.rfc-editor.org/rfc/rfc8446#section-6))
    RefusedRecordException(int alert, String message) {
        super(message);
        this.alert = (byte) alert;
    }

    byte alert() {
        return alert;
    }
}
