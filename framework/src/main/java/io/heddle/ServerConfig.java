package io.heddle;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Everything that a server can be told. Immutable; a `with` method makes a copy.
///
/// @param name what threads, scopes, meters and logs call the server; not blank; default `heddle`
/// @param listeners where it listens: at least one, with distinct names and addresses
/// @param limits how much it takes on
/// @param timeouts how long it waits
/// @param pollers how many selectors wait for its sockets, 1 to 64; default [#DEFAULT_POLLERS]
/// @param watchdog what is told of things that do not move
/// @param observers who is told what happens; by default a [LoggingObserver] alone
public record ServerConfig(
        String name,
        List<ListenerConfig> listeners,
        Limits limits,
        Timeouts timeouts,
        int pollers,
        WatchdogConfig watchdog,
        List<ServerObserver> observers) {

    /// One poller. Where server and clients share two cores, two pollers were faster in one
    /// comparison and slower in the next: docs/adr/0001.
    public static final int DEFAULT_POLLERS = 1;

    private static final int MAX_POLLERS = 64;

    /// @throws IllegalArgumentException naming everything that is out of its range
    public ServerConfig {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(watchdog, "watchdog");
        listeners = List.copyOf(listeners);
        observers = List.copyOf(observers);
        var problems =
                new Problems()
                        .check(!name.isBlank(), "server name must not be blank")
                        .check(!listeners.isEmpty(), "listeners must be at least 1, was 0")
                        .between("pollers", 1, MAX_POLLERS, pollers);
        Set<String> names = new HashSet<>();
        Set<SocketAddress> addresses = new HashSet<>();
        for (ListenerConfig listener : listeners) {
            problems.check(
                    names.add(listener.name()),
                    "listener name " + listener.name() + " is used twice");
            problems.check(
                    Addresses.port(listener.address()) == 0 || addresses.add(listener.address()),
                    "address " + Addresses.print(listener.address()) + " is used twice");
        }
        problems.throwIfAny();
    }

    /// A server on all local addresses.
    ///
    /// @param port 1 to 65535, or 0 to let the system choose
    /// @throws IllegalArgumentException if the port is out of its range
    public static ServerConfig onPort(int port) {
        new Problems().between("port", 0, 65_535, port).throwIfAny();
        return on(new InetSocketAddress(port));
    }

    /// A server on one address.
    public static ServerConfig on(SocketAddress address) {
        return on(ListenerConfig.on(address));
    }

    /// A server with these listeners and the defaults.
    public static ServerConfig on(ListenerConfig... listeners) {
        return new ServerConfig(
                "heddle",
                Arrays.asList(listeners),
                Limits.DEFAULT,
                Timeouts.DEFAULT,
                DEFAULT_POLLERS,
                WatchdogConfig.DEFAULT,
                List.of(new LoggingObserver()));
    }

    /// A copy with another name.
    public ServerConfig withName(String name) {
        return new ServerConfig(name, listeners, limits, timeouts, pollers, watchdog, observers);
    }

    /// A copy with one more listener.
    public ServerConfig withListener(ListenerConfig listener) {
        return new ServerConfig(
                name, plus(listeners, listener), limits, timeouts, pollers, watchdog, observers);
    }

    /// A copy with other limits.
    public ServerConfig withLimits(Limits limits) {
        return new ServerConfig(name, listeners, limits, timeouts, pollers, watchdog, observers);
    }

    /// A copy with other timeouts.
    public ServerConfig withTimeouts(Timeouts timeouts) {
        return new ServerConfig(name, listeners, limits, timeouts, pollers, watchdog, observers);
    }

    /// A copy with another number of pollers, 1 to 64.
    public ServerConfig withPollers(int pollers) {
        return new ServerConfig(name, listeners, limits, timeouts, pollers, watchdog, observers);
    }

    /// A copy with another watchdog.
    public ServerConfig withWatchdog(WatchdogConfig watchdog) {
        return new ServerConfig(name, listeners, limits, timeouts, pollers, watchdog, observers);
    }

    /// A copy with one more observer; the [LoggingObserver] of the default stays.
    public ServerConfig withObserver(ServerObserver observer) {
        return new ServerConfig(
                name, listeners, limits, timeouts, pollers, watchdog, plus(observers, observer));
    }

    /// A copy with these observers and no others.
    public ServerConfig withObservers(List<ServerObserver> observers) {
        return new ServerConfig(name, listeners, limits, timeouts, pollers, watchdog, observers);
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> copy = new ArrayList<>(list);
        copy.add(element);
        return copy;
    }

    List<String> listenerNames() {
        return listeners.stream().map(ListenerConfig::name).toList();
    }
}
