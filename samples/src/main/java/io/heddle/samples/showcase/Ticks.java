package io.heddle.samples.showcase;

import io.heddle.http.HttpException;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.sse.EventStream;
import io.heddle.http.sse.ServerSentEvent;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Events that count: `/events?count=N&ms=N`. Who comes again goes on after the last one it had.
final class Ticks {

    private static final long MOST = 1_000_000_000;
    private static final long LONGEST_MS = 600_000;

    private Ticks() {}

    static Response of(Request request) throws HttpException {
        long count = Routes.number(request, "count", MOST, MOST);
        var pause = Duration.ofMillis(Routes.number(request, "ms", 1000, LONGEST_MS));
        return EventStream.respond(request, stream -> tick(stream, count, pause));
    }

    private static void tick(EventStream stream, long count, Duration pause)
            throws IOException, InterruptedException {
        long first = after(stream.lastEventId());
        for (long number = first; number < first + count; number++) {
            stream.send(
                    ServerSentEvent.of("tick " + number)
                            .withId(String.valueOf(number))
                            .withRetry(pause));
            if (!stream.pause(pause)) {
                return;
            }
        }
    }

    private static long after(@Nullable String latest) {
        try {
            return latest == null ? 1 : Math.clamp(Long.parseLong(latest), 0, MOST) + 1;
        } catch (NumberFormatException none) {
            return 1;
        }
    }
}
