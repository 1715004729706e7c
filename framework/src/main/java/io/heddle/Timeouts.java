package io.heddle;

import java.time.Duration;

/// How long a server waits.
///
/// @param linger how long the end of a connection waits for the peer to read what was written, and
///   to close its side. 0 to 1 h; the default is 2 s; 0 does not wait, which may cost a peer that
///   still sends the last bytes written to it
public record Timeouts(Duration linger) {

    /// The timeouts of a server that sets none.
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(2));

    /// @throws IllegalArgumentException if a timeout is out of its range
    public Timeouts {
        new Problems().between("linger", Duration.ZERO, Duration.ofHours(1), linger).throwIfAny();
    }

    /// A copy with another linger timeout, 0 to 1 h.
    public Timeouts withLinger(Duration linger) {
        return new Timeouts(linger);
    }
}
