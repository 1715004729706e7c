package io.heddle.http.websocket;

import io.heddle.http.HttpHandler;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.util.Objects;

/// WebSockets for a server of HTTP.
///
/// ```java
/// var router = Router.EMPTY.get("/echo", WebSockets.accept(socket -> {
///     for (Message message = socket.receive(); message != null; message = socket.receive()) {
///         socket.send(message);
///     }
/// }));
/// ```
public final class WebSockets {

    private WebSockets() {}

    /// Opens a WebSocket for each request that asks for one, with the defaults.
    public static HttpHandler accept(WebSocketHandler handler) {
        return accept(WebSocketConfig.DEFAULT, handler);
    }

    /// Opens a WebSocket for each request that asks for one. Others are answered with 405 (not
    /// `GET`), 426 (no upgrade, or of another version than 13), 400 (no key) or 403 (another
    /// origin). Who may connect is decided around it, by a filter say.
    public static HttpHandler accept(WebSocketConfig config, WebSocketHandler handler) {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(handler, "handler");
        return request -> answer(request, config, handler);
    }

    private static Response answer(
            Request request, WebSocketConfig config, WebSocketHandler handler) {
        var handshake = new Handshake(request, config);
        Response refusal = handshake.refusal();
        if (refusal != null) {
            return refusal;
        }
        String subprotocol = handshake.subprotocol();
        DeflateTerms terms = handshake.terms();
        Response answer =
                Response.upgrade(
                                Handshake.PROTOCOL,
                                connection ->
                                        new WebSocket(
                                                        connection,
                                                        request,
                                                        subprotocol,
                                                        terms,
                                                        config)
                                                .serve(handler))
                        .withField("Sec-WebSocket-Accept", handshake.accept());
        if (subprotocol != null) {
            answer = answer.withField("Sec-WebSocket-Protocol", subprotocol);
        }
        return terms == null
                ? answer
                : answer.withField("Sec-WebSocket-Extensions", terms.answer());
    }
}
