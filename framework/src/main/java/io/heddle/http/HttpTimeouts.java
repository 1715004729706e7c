package io.heddle.http;

import io.heddle.MinimumRate;
import io.heddle.Timeouts;
import java.time.Duration;
import java.util.Objects;

/// How long a peer may take over the parts of an exchange. Only waits for the peer count, not what
/// a handler does meanwhile. What else limits a connection is in [Timeouts]: the time between two
/// requests is `idle`, and before the first one `firstByte`; an answer of which the peer takes
/// nothing is bound by `write`.
///
/// @param head from a request's first byte to the end of its head, however many bytes come
///   meanwhile, 10 ms to 90 days or [Timeouts#NEVER]; else 408. Default 10 s
/// @param content all waits for a request's content together, likewise. Default 5 min
/// @param minimumRate how fast a request's content must come while somebody waits for it, else 408;
///   and how fast an answer must be taken, else the connection ends, unless
///   [Timeouts#minimumRate()] of the server's connections says that itself. On an average over its
///   windows. Default 240 bytes a second over 10 s; [MinimumRate#NONE] for content that is made up
///   as it goes
public record HttpTimeouts(Duration head, Duration content, MinimumRate minimumRate) {

    /// What is described above as the default of each.
    public static final HttpTimeouts DEFAULT =
            new HttpTimeouts(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5),
                    new MinimumRate(240, 240, Duration.ofSeconds(10)));

    /// @throws IllegalArgumentException naming what is out of its range
    public HttpTimeouts {
        Timeouts.checkLimit("head", head);
        Timeouts.checkLimit("content", content);
        Objects.requireNonNull(minimumRate, "minimumRate");
    }

    /// A copy with another limit of a request's head.
    public HttpTimeouts withHead(Duration head) {
        return new HttpTimeouts(head, content, minimumRate);
    }

    /// A copy with another limit of a request's content.
    public HttpTimeouts withContent(Duration content) {
        return new HttpTimeouts(head, content, minimumRate);
    }

    /// A copy with another least rate of contents.
    public HttpTimeouts withMinimumRate(MinimumRate minimumRate) {
        return new HttpTimeouts(head, content, minimumRate);
    }
}
