package io.heddle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// How much a server takes on. Limits hold for the **whole server**, all listeners together; a
/// listener may have limits of its own beside them ([ListenerLimits]). They can be changed while
/// the server runs ([SocketServer#limits(Limits)]): a limit that is lowered ends no connection.
///
/// @param maxConnections how many connections may be open at once, at least 1; exact. The default
///   is 65,536; [#UNLIMITED] leaves it to the descriptors
/// @param reserved how many of these places only exempt peers get, so that an operator gets in when
///   the crowd is at the door; 0 to `maxConnections - 1`; default 0
/// @param atLimit what becomes of peers that come when there is no place; default [AtLimit#HOLD],
///   which keeps exempt peers waiting behind the crowd that came by the same listener
/// @param addresses how much peers of one address may have; default any number
/// @param exempt peers in these networks have no limit by address and may take reserved places;
///   default none
/// @param alarms numbers of connections that observers want to hear of; distinct names
public record Limits(
        int maxConnections,
        int reserved,
        AtLimit atLimit,
        AddressLimits addresses,
        List<Network> exempt,
        List<Alarm> alarms) {

    /// No limit of our own.
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /// The limits of a server that sets none.
    public static final Limits DEFAULT =
            new Limits(65_536, 0, AtLimit.HOLD, AddressLimits.UNLIMITED, List.of(), List.of());

    /// @throws IllegalArgumentException naming everything that is out of its range
    public Limits {
        Objects.requireNonNull(atLimit, "atLimit");
        Objects.requireNonNull(addresses, "addresses");
        exempt = List.copyOf(exempt);
        alarms = List.copyOf(alarms);
        var problems =
                new Problems()
                        .atLeast("maxConnections", 1, maxConnections)
                        .between("reserved", 0, Math.max(0, maxConnections - 1), reserved);
        Set<String> names = new HashSet<>();
        for (Alarm alarm : alarms) {
            problems.check(
                    names.add(alarm.name()), "alarm name " + alarm.name() + " is used twice");
        }
        problems.throwIfAny();
    }

    /// A copy with another limit of open connections, at least 1.
    public Limits withMaxConnections(int maxConnections) {
        return new Limits(maxConnections, reserved, atLimit, addresses, exempt, alarms);
    }

    /// A copy with another number of reserved places.
    public Limits withReserved(int reserved) {
        return new Limits(maxConnections, reserved, atLimit, addresses, exempt, alarms);
    }

    /// A copy with another fate of peers for whom there is no place.
    public Limits withAtLimit(AtLimit atLimit) {
        return new Limits(maxConnections, reserved, atLimit, addresses, exempt, alarms);
    }

    /// A copy with other limits by address.
    public Limits withAddresses(AddressLimits addresses) {
        return new Limits(maxConnections, reserved, atLimit, addresses, exempt, alarms);
    }

    /// A copy with one more network whose peers are exempt.
    public Limits withExempt(Network network) {
        return new Limits(
                maxConnections, reserved, atLimit, addresses, plus(exempt, network), alarms);
    }

    /// A copy with one more alarm.
    public Limits withAlarm(Alarm alarm) {
        return new Limits(
                maxConnections, reserved, atLimit, addresses, exempt, plus(alarms, alarm));
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> copy = new ArrayList<>(list);
        copy.add(element);
        return copy;
    }
}
