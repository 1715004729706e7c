package io.heddle.http.websocket;

/// What a server does with each WebSocket.
@FunctionalInterface
public interface WebSocketHandler {

    /// Serves a WebSocket until it returns. Called on the connection's virtual thread. When it
    /// returns the WebSocket is closed, if it is not yet, with [CloseStatus#NORMAL], or
    /// [CloseStatus#GOING_AWAY] while the server is stopping.
    ///
    /// @throws Exception whatever it likes: the peer gets [CloseStatus#INTERNAL_ERROR], unless it
    ///   was told something already, and observers of the server are told
    void handle(WebSocket socket) throws Exception;
}
