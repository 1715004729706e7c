package io.heddle.loadtest.wire;

/// What a server speaks to the load.
public enum Protocol {
    /// Every byte comes back.
    RAW,
    /// The bench frames of [Frame].
    BENCH,
    /// HTTP/1.1, with the paths of [Operation].
    HTTP,
    /// WebSocket echo of binary messages.
    WEBSOCKET
}
