package io.heddle.http.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// [WHATWG HTML §9.2.5](https://html.spec.whatwg.org/multipage/server-sent-events.html)
class ServerSentEventTest {

    private static String wire(ServerSentEvent event) {
        return new String(event.bytes(), UTF_8);
    }

    @Test
    void hasALineForEachThingItSays() {
        ServerSentEvent event =
                ServerSentEvent.of("hello")
                        .withEvent("news")
                        .withId("7")
                        .withRetry(Duration.ofSeconds(2));

        assertEquals("event: news\nid: 7\nretry: 2000\ndata: hello\n\n", wire(event));
    }

    @Test
    void dataOfManyLinesStaysData() {
        assertEquals(
                "data: a\ndata: b\ndata: c\ndata: \ndata: id: 1\ndata: \n\n",
                wire(ServerSentEvent.of("a\nb\r\nc\r\rid: 1\n")));
        assertEquals("data: \n\n", wire(ServerSentEvent.of("")));
        assertEquals("data:  ü\u2028\n\n", wire(ServerSentEvent.of(" ü\u2028")));
    }

    @Test
    void nothingElseCanHoldALineEnd() {
        ServerSentEvent event = ServerSentEvent.of("");

        for (String bad : List.of("a\nb", "a\r", "\r\n")) {
            assertThrows(IllegalArgumentException.class, () -> event.withEvent(bad));
            assertThrows(IllegalArgumentException.class, () -> event.withId(bad));
        }
        assertThrows(IllegalArgumentException.class, () -> event.withId("a\0"));
        assertThrows(IllegalArgumentException.class, () -> event.withRetry(Duration.ofMillis(-1)));
    }
}
