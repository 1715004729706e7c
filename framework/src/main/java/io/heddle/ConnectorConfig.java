package io.heddle;

import java.time.Duration;
import java.util.Objects;

/// What a [Connector] can be told. Immutable; a `with` method makes a copy.
///
/// @param name what threads and events call the connector; not blank; default `client`
/// @param options of the sockets. A Unix-domain socket has those that it knows. Default
///   [SocketOptions#CONNECTION_DEFAULT]
/// @param connect how long it may take to connect, 10 ms to 90 days or [Timeouts#NEVER]; default 10
///   s. A [Deadline] that is nearer holds, too
/// @param timeouts of the connections. `preamble`, `handler` and `linger` are not used. Default
///   [#DEFAULT_TIMEOUTS]
/// @param pollers how many selectors wait for the sockets, 1 to 64; default 1
public record ConnectorConfig(
        String name, SocketOptions options, Duration connect, Timeouts timeouts, int pollers) {

    /// Those of a server, but that the first byte may take as long as any other: it is the answer
    /// to a question.
    public static final Timeouts DEFAULT_TIMEOUTS =
            Timeouts.DEFAULT.withFirstByte(Timeouts.DEFAULT.idle());

    /// The defaults.
    public static final ConnectorConfig DEFAULT =
            new ConnectorConfig(
                    "client",
                    SocketOptions.CONNECTION_DEFAULT,
                    Duration.ofSeconds(10),
                    DEFAULT_TIMEOUTS,
                    1);

    private static final int MAX_POLLERS = 64;

    /// @throws IllegalArgumentException naming everything that is out of its range
    public ConnectorConfig {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(timeouts, "timeouts");
        new Problems()
                .check(!name.isBlank(), "connector name must not be blank")
                .limit("connect", connect)
                .between("pollers", 1, MAX_POLLERS, pollers)
                .throwIfAny();
    }

    /// A copy with another name.
    public ConnectorConfig withName(String name) {
        return new ConnectorConfig(name, options, connect, timeouts, pollers);
    }

    /// A copy with other options of its sockets.
    public ConnectorConfig withOptions(SocketOptions options) {
        return new ConnectorConfig(name, options, connect, timeouts, pollers);
    }

    /// A copy with another limit of the time to connect.
    public ConnectorConfig withConnect(Duration connect) {
        return new ConnectorConfig(name, options, connect, timeouts, pollers);
    }

    /// A copy with other timeouts of its connections.
    public ConnectorConfig withTimeouts(Timeouts timeouts) {
        return new ConnectorConfig(name, options, connect, timeouts, pollers);
    }

    /// A copy with another number of pollers, 1 to 64.
    public ConnectorConfig withPollers(int pollers) {
        return new ConnectorConfig(name, options, connect, timeouts, pollers);
    }
}
