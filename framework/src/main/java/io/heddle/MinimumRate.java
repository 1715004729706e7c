package io.heddle;

import java.time.Duration;

/// How fast a peer must at least be, so that nobody holds a connection with a byte now and then.
///
/// It is measured while a call waits for the *rest* of what it has begun: of a line, of a number of
/// bytes, of a stream that is copied, of bytes to be written. Silence before the first byte of such
/// a call is not slow but idle: [Timeouts#idle()].
///
/// What a peer has taken is what its system says, in steps of up to half of its buffer: a rate that
/// makes less than such a step in its time may end peers that are fast enough.
///
/// @param bytesIn bytes a second that the peer must send; 0 measures nothing
/// @param bytesOut bytes a second that the peer must take; 0 measures nothing
/// @param over how long a peer may be slower before it is found out: the rate is an average over
///   this time, 1 s to 1 h
public record MinimumRate(long bytesIn, long bytesOut, Duration over) {

    /// Any rate will do.
    public static final MinimumRate NONE = new MinimumRate(0, 0, Duration.ofSeconds(5));

    /// @throws IllegalArgumentException naming everything that is out of its range
    public MinimumRate {
        new Problems()
                .between("minimum rate in, bytes a second,", 0, Integer.MAX_VALUE, bytesIn)
                .between("minimum rate out, bytes a second,", 0, Integer.MAX_VALUE, bytesOut)
                .between("minimum rate over", Duration.ofSeconds(1), Duration.ofHours(1), over)
                .throwIfAny();
    }

    /// That many bytes a second in both directions, on an average over 5 s.
    ///
    /// @param bytesPerSecond 0 to 2,147,483,647
    public static MinimumRate of(long bytesPerSecond) {
        return new MinimumRate(bytesPerSecond, bytesPerSecond, NONE.over);
    }

    /// Whether a direction is measured at all.
    boolean isOn() {
        return bytesIn > 0 || bytesOut > 0;
    }
}
