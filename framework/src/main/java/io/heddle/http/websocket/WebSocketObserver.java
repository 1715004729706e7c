package io.heddle.http.websocket;

/// Is told of WebSockets. Called on the connection's thread, so be quick; what it throws goes no
/// further.
public interface WebSocketObserver {

    /// One is open.
    default void opened(WebSocket socket) {}

    /// One is over.
    ///
    /// @param status what [WebSocket#closeStatus()] says at the end
    default void closed(WebSocket socket, CloseStatus status) {}
}
