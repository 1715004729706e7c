package io.heddle.loadtest.client.websocket;

/// What the bytes that a server sent have told.
public enum FrameEvent {
    /// Nothing yet: more bytes are needed.
    NOTHING,
    /// A message is complete.
    MESSAGE,
    /// The server wants a pong with the same bytes.
    PING,
    /// The server ends the connection.
    CLOSE
}
