package io.heddle.tls;

/// What becomes of a client, by what it began with.
public sealed interface HelloVerdict {

    /// Goes on as configured.
    record Accept() implements HelloVerdict {}

    /// Goes on with another set-up: its certificates, protocols, client authentication. A hook of
    /// its own is not asked.
    record Use(TlsTransport transport) implements HelloVerdict {}

    /// Ends the handshake with an alert.
    record Refuse(TlsAlert alert) implements HelloVerdict {}

    /// Goes on as configured.
    static HelloVerdict accept() {
        return new Accept();
    }

    /// Goes on with another set-up.
    static HelloVerdict use(TlsTransport transport) {
        return new Use(transport);
    }

    /// Ends the handshake with an alert.
    static HelloVerdict refuse(TlsAlert alert) {
        return new Refuse(alert);
    }
}
