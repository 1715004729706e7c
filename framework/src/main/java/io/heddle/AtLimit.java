package io.heddle;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What becomes of peers that come when there is no place for them.
public sealed interface AtLimit {

    /// They wait in the kernel's backlog, in the order in which they came, until there is a place.
    /// What comes when the backlog is full is up to the system.
    AtLimit HOLD = new Hold();

    /// They are accepted and wait in a queue of ours, 1,024 at most, and are turned away when their
    /// time is over.
    ///
    /// @param timeout 10 ms to 1 h
    static AtLimit queue(Duration timeout) {
        return new Queue(Queue.DEFAULT_LENGTH, timeout, "");
    }

    /// They are accepted, told why, and closed.
    ///
    /// @param farewell what they read, in UTF-8; may be empty
    static AtLimit reject(String farewell) {
        return new Reject(farewell);
    }

    /// See [#HOLD].
    record Hold() implements AtLimit {}

    /// See [#queue(Duration)]. A queue holds descriptors beyond the limit of connections. When it
    /// is full, further peers wait in the backlog.
    ///
    /// @param length how many may wait, 1 to 65,536
    /// @param timeout how long one waits, 10 ms to 1 h
    /// @param farewell what those read, in UTF-8, whose time is over; at most 1,024 bytes
    record Queue(int length, Duration timeout, String farewell) implements AtLimit {

        private static final int DEFAULT_LENGTH = 1024;
        private static final int MOST = 65_536;
        private static final Duration SHORTEST = Duration.ofMillis(10);
        private static final Duration LONGEST = Duration.ofHours(1);

        /// @throws IllegalArgumentException naming everything that is out of its range
        public Queue {
            new Problems()
                    .between("queue length", 1, MOST, length)
                    .between("queue timeout", SHORTEST, LONGEST, timeout)
                    .between("farewell bytes", 0, Reject.MOST_BYTES, bytes(farewell).length)
                    .throwIfAny();
        }
    }

    /// See [#reject(String)].
    ///
    /// @param farewell what they read, in UTF-8; at most 1,024 bytes
    record Reject(String farewell) implements AtLimit {

        static final int MOST_BYTES = 1024;

        /// @throws IllegalArgumentException if the farewell is too long
        public Reject {
            new Problems()
                    .between("farewell bytes", 0, MOST_BYTES, bytes(farewell).length)
                    .throwIfAny();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
