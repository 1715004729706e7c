package io.heddle.tls;

/// What becomes of a client that asks for a server by a name that has no certificate of its own.
public enum UnknownNames {
    /// It is shown the default certificate, if there is one, and refused otherwise.
    USE_DEFAULT,
    /// Its handshake is refused with the alert `unrecognized_name` ([RFC 6066
    /// §3](https://www.rfc-editor.org/rfc/rfc6066#section-3)). Who names no server is still shown
    /// the default certificate.
    REFUSE
}
