package io.heddle.tls;

/// What becomes of a peer that offers application protocols of which we speak none. One that offers
/// none at all is always taken.
public enum NoCommonProtocol {
    /// The handshake fails with `no_application_protocol` ([RFC 7301
    /// §3.2](https://www.rfc-editor.org/rfc/rfc7301#section-3.2)).
    REFUSE,
    /// It is taken, as if it had offered none.
    IGNORE
}
