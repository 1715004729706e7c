package io.heddle.http.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Timeouts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class WebSocketConfigTest {

    private static void refuses(String message, Executable call) {
        var refused = assertThrows(IllegalArgumentException.class, call);
        assertEquals(message, refused.getMessage());
    }

    @Test
    void namesWhatIsOutOfItsRange() {
        WebSocketConfig config = WebSocketConfig.DEFAULT;
        WebSocketTimeouts timeouts = WebSocketTimeouts.DEFAULT;
        PerMessageDeflate deflate = PerMessageDeflate.ON;

        refuses(
                "maxMessage must be between 1 and 2147483583, was 0",
                () -> config.withMaxMessage(0));
        refuses(
                "maxFrame must be between 125 and 2147483583, was 124",
                () -> config.withMaxFrame(124));
        refuses(
                "ping must be between PT0.01S and 90 days, or never, was PT0S",
                () -> timeouts.withPing(Duration.ZERO));
        refuses(
                "pong must be between PT0.01S and 90 days, or never, was PT2400H",
                () -> timeouts.withPong(Duration.ofDays(100)));
        refuses(
                "close must be between PT0.01S and PT1H, was PT2H",
                () -> timeouts.withClose(Duration.ofHours(2)));
        refuses("level must be between 1 and 9, was 10", () -> deflate.withLevel(10));
        refuses("least must be at least 1, was 0", () -> deflate.withLeast(0));
    }

    @Test
    void changesWhatItsMethodSays() {
        WebSocketConfig config =
                WebSocketConfig.DEFAULT
                        .withMaxMessage(10)
                        .withSubprotocols("b", "a")
                        .withOrigins("https://example.com")
                        .withDeflate(PerMessageDeflate.ON)
                        .withTimeouts(WebSocketTimeouts.DEFAULT.withPing(Timeouts.NEVER));

        assertEquals(10, config.maxMessage());
        assertEquals(125, config.maxFrame());
        assertEquals(List.of("b", "a"), config.subprotocols());
        assertTrue(config.origins().contains("https://example.com"));
        assertTrue(config.deflate().isOn());
        assertEquals(Timeouts.NEVER, config.timeouts().ping());
        assertEquals(1 << 20, WebSocketConfig.DEFAULT.maxMessage());
    }
}
