package io.heddle.http;

import io.heddle.Timeouts;
import java.time.Duration;

/// How long the parts of an exchange may take. What else limits a connection is in [Timeouts]: the
/// time between two requests is `idle`, and before the first one `firstByte`; the answer is bound
/// by `write` and by `minimumRate`.
///
/// @param head from a request's first byte to the end of its head, 10 ms to 90 days or
///   [Timeouts#NEVER]; else 408. Default 10 s
/// @param content from the first read of a request's content to its end, likewise. Default 5 min
public record HttpTimeouts(Duration head, Duration content) {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofDays(90);

    /// What is described above as the default of each.
    public static final HttpTimeouts DEFAULT =
            new HttpTimeouts(Duration.ofSeconds(10), Duration.ofMinutes(5));

    /// @throws IllegalArgumentException naming what is out of its range
    public HttpTimeouts {
        check("head", head);
        check("content", content);
    }

    private static void check(String name, Duration value) {
        boolean isLimit = value.compareTo(SHORTEST) >= 0 && value.compareTo(LONGEST) <= 0;
        if (!isLimit && !value.equals(Timeouts.NEVER)) {
            throw new IllegalArgumentException(
                    name + " must be between PT0.01S and 90 days, or never, was " + value);
        }
    }

    /// A copy with another limit of a request's head.
    public HttpTimeouts withHead(Duration head) {
        return new HttpTimeouts(head, content);
    }

    /// A copy with another limit of a request's content.
    public HttpTimeouts withContent(Duration content) {
        return new HttpTimeouts(head, content);
    }
}
