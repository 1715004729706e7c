package io.heddle.loadtest.client;

/// How the client works.
///
/// @param kind event loops, or virtual threads as a second opinion
/// @param loops threads of the event loops, at least 1
/// @param ownsItsCores whether no server runs on the client's processors, so that spinning harms
///   nobody
public record EngineOptions(
        Kind kind, int loops, Pacing pacing, boolean ownsItsCores, Verification verification) {

    /// Event loops that pace well and check stamps.
    public static EngineOptions loops(int loops) {
        return new EngineOptions(Kind.NIO, loops, Pacing.HYBRID, false, Verification.STAMP);
    }

    /// Engines.
    public enum Kind {
        /// Event loops: neutral.
        NIO,
        /// A virtual thread for each connection: a control.
        VT
    }

    /// How the client waits for the time at which a request is due.
    public enum Pacing {
        /// Sleep while it is far, then spin, or park where spinning would take the server's
        /// processor.
        HYBRID,
        /// Never sleep.
        SPIN,
        /// Never spin.
        PARK
    }

    /// What is checked of a reply.
    public enum Verification {
        /// Its length.
        OFF,
        /// Its length and its stamp, and every byte of one reply in eight.
        STAMP,
        /// Every byte.
        FULL;

        private static final long ONE_IN = 8;

        /// Whether every byte of the reply to this request is checked.
        ///
        /// @param stamp of the request; its lower half counts up on each connection
        public boolean isWhole(long stamp) {
            return switch (this) {
                case OFF -> false;
                case STAMP -> stamp % ONE_IN == 0;
                case FULL -> true;
            };
        }
    }
}
