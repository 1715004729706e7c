package io.heddle.http.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Everything that WebSockets can be told. Immutable; a `with` method makes a copy.
///
/// @param maxMessage bytes of a message, after it was inflated, at least 1; else 1009. Default 1
///   MiB
/// @param maxFrame bytes of a frame as it comes, at least 125; else 1009. Default 1 MiB
/// @param timeouts when a ping is sent, and how long the peer has for answers
/// @param subprotocols those that are spoken here, the best first; none by default
/// @param origins the pages that may connect, as browsers name them: `https://example.com`. If
///   there are none, which is the default, all may, so a page of anybody can connect with the
///   cookies of its visitor. A client that names no origin is no browser, and may always
/// @param deflate compression; off by default
/// @param observers who is told of WebSockets; none by default
public record WebSocketConfig(
        int maxMessage,
        int maxFrame,
        WebSocketTimeouts timeouts,
        List<String> subprotocols,
        Set<String> origins,
        PerMessageDeflate deflate,
        List<WebSocketObserver> observers) {

    /// What is described above as the default of each.
    public static final WebSocketConfig DEFAULT =
            new WebSocketConfig(
                    1 << 20,
                    1 << 20,
                    WebSocketTimeouts.DEFAULT,
                    List.of(),
                    Set.of(),
                    PerMessageDeflate.OFF,
                    List.of());

    /// Longer arrays are not to be had on all machines.
    private static final int MOST = Integer.MAX_VALUE - 64;

    /// @throws IllegalArgumentException naming what is out of its range
    public WebSocketConfig {
        between("maxMessage", 1, MOST, maxMessage);
        between("maxFrame", FrameHead.MOST_CONTROL_BYTES, MOST, maxFrame);
        subprotocols = List.copyOf(subprotocols);
        origins = Set.copyOf(origins);
        observers = List.copyOf(observers);
    }

    private static void between(String name, int least, int most, int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " must be between " + least + " and " + most + ", was " + value);
        }
    }

    /// A copy with another longest message, in bytes; frames may be as long.
    public WebSocketConfig withMaxMessage(int maxMessage) {
        int frame = Math.max(maxMessage, FrameHead.MOST_CONTROL_BYTES);
        return new WebSocketConfig(
                maxMessage, frame, timeouts, subprotocols, origins, deflate, observers);
    }

    /// A copy with another longest frame, in bytes, at least 125.
    public WebSocketConfig withMaxFrame(int maxFrame) {
        return new WebSocketConfig(
                maxMessage, maxFrame, timeouts, subprotocols, origins, deflate, observers);
    }

    /// A copy with other timeouts.
    public WebSocketConfig withTimeouts(WebSocketTimeouts timeouts) {
        return new WebSocketConfig(
                maxMessage, maxFrame, timeouts, subprotocols, origins, deflate, observers);
    }

    /// A copy with other subprotocols, the best first.
    public WebSocketConfig withSubprotocols(String... subprotocols) {
        return new WebSocketConfig(
                maxMessage, maxFrame, timeouts, List.of(subprotocols), origins, deflate, observers);
    }

    /// A copy with other origins that may connect: `https://example.com`.
    public WebSocketConfig withOrigins(String... origins) {
        return new WebSocketConfig(
                maxMessage, maxFrame, timeouts, subprotocols, Set.of(origins), deflate, observers);
    }

    /// A copy with other compression.
    public WebSocketConfig withDeflate(PerMessageDeflate deflate) {
        return new WebSocketConfig(
                maxMessage, maxFrame, timeouts, subprotocols, origins, deflate, observers);
    }

    /// A copy with one more observer.
    public WebSocketConfig withObserver(WebSocketObserver observer) {
        List<WebSocketObserver> more = new ArrayList<>(observers);
        more.add(observer);
        return new WebSocketConfig(
                maxMessage, maxFrame, timeouts, subprotocols, origins, deflate, more);
    }
}
