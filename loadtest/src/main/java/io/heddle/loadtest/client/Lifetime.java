package io.heddle.loadtest.client;

/// How long a connection lives, who closes it, and how fast connections are opened.
///
/// @param requests after which it is replaced by a new one; 0 for never
/// @param closedBy who closes it
/// @param connectsPerSecond at most; 0 for as fast as possible
public record Lifetime(long requests, ClosedBy closedBy, double connectsPerSecond) {
    /// Connections that stay.
    public static final Lifetime UNLIMITED = new Lifetime(0, ClosedBy.CLIENT, 0);

    /// Who closes a connection whose life is over.
    public enum ClosedBy {
        /// The client, with a FIN.
        CLIENT,
        /// The server: the client ends its output and waits for the server's FIN first.
        SERVER,
        /// The client, with an RST.
        RESET
    }
}
