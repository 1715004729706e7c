package io.heddle.udp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Collects what of a configuration is out of its bounds, so that all of it is told at once.
final class Bounds {

    /// What a datagram can carry at most: 65,535 bytes are counted by the headers of IPv4 and UDP.
    static final int MAX_PAYLOAD = 65_507;

    private final List<String> found = new ArrayList<>();

    Bounds between(String name, long min, long max, long value) {
        return check(
                value >= min && value <= max,
                name + " must be between " + min + " and " + max + ", was " + value);
    }

    Bounds between(String name, Duration min, Duration max, Duration value) {
        return check(
                value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                name + " must be between " + min + " and " + max + ", was " + value);
    }

    Bounds check(boolean fine, String problem) {
        if (!fine) {
            found.add(problem);
        }
        return this;
    }

    /// @throws IllegalArgumentException naming every problem, if there is any
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", found));
        }
    }

    /// @throws IllegalArgumentException if no datagram can carry that many bytes
    static void checkPayload(int bytes) {
        if (bytes > MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "datagram must be at most " + MAX_PAYLOAD + " bytes, was " + bytes);
        }
    }
}
