package io.heddle;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How much one listener takes on, beside the [Limits] of its server.
///
/// @param maxConnections how many connections may be open at once, at least 1; exact; default
///   [Limits#UNLIMITED]
/// @param rate how many peers it accepts in a time; the others wait in the backlog; default any
///   number
/// @param atLimit what becomes of peers that come when there is no place; null: as the server says
/// @param exempt whether its peers have no limit by address and may take reserved places, as those
///   of an operator's own listener should; default no
public record ListenerLimits(
        int maxConnections, AcceptRate rate, @Nullable AtLimit atLimit, boolean exempt) {

    /// No limits beside those of the server.
    public static final ListenerLimits NONE =
            new ListenerLimits(Limits.UNLIMITED, AcceptRate.UNLIMITED, null, false);

    /// @throws IllegalArgumentException if a limit is below its least value
    public ListenerLimits {
        Objects.requireNonNull(rate, "rate");
        new Problems().atLeast("maxConnections", 1, maxConnections).throwIfAny();
    }

    /// A copy with another limit of open connections, at least 1.
    public ListenerLimits withMaxConnections(int maxConnections) {
        return new ListenerLimits(maxConnections, rate, atLimit, exempt);
    }

    /// A copy with another rate.
    public ListenerLimits withRate(AcceptRate rate) {
        return new ListenerLimits(maxConnections, rate, atLimit, exempt);
    }

    /// A copy with a fate of its own for peers for whom there is no place.
    public ListenerLimits withAtLimit(AtLimit atLimit) {
        return new ListenerLimits(maxConnections, rate, atLimit, exempt);
    }

    /// A copy whose peers are exempt, or not.
    public ListenerLimits withExempt(boolean exempt) {
        return new ListenerLimits(maxConnections, rate, atLimit, exempt);
    }
}
