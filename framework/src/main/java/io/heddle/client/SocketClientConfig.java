package io.heddle.client;

import io.heddle.ConnectorConfig;
import io.heddle.SocketOptions;
import io.heddle.Timeouts;
import java.time.Duration;
import java.util.Objects;

/// Everything that a client can be told. Immutable; a `with` method makes a copy.
///
/// @param connector its name, what its sockets are like, how long one attempt to connect may take,
///   and the timeouts of its connections
/// @param resolver looks names up; default [CachingResolver#shared()]. It must not block carriers
/// @param attemptDelay how long an attempt at one address goes on alone before the next one begins,
///   10 ms to 2 s; default 250 ms ([RFC 8305 §5](https://www.rfc-editor.org/rfc/rfc8305#section-5))
/// @param familyOrder which addresses are tried first; default IPv6
/// @param retry how often it tries; default [ConnectRetry#NONE]
/// @param options what connections are like if nothing else is asked for
public record SocketClientConfig(
        ConnectorConfig connector,
        Resolver resolver,
        Duration attemptDelay,
        FamilyOrder familyOrder,
        ConnectRetry retry,
        ConnectOptions options) {

    private static final Duration SHORTEST_DELAY = Duration.ofMillis(10);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

    /// A client that is told nothing.
    public static final SocketClientConfig DEFAULT =
            new SocketClientConfig(
                    ConnectorConfig.DEFAULT,
                    CachingResolver.shared(),
                    Duration.ofMillis(250),
                    FamilyOrder.IPV6_FIRST,
                    ConnectRetry.NONE,
                    ConnectOptions.DEFAULT);

    /// @throws IllegalArgumentException if the delay is out of its range
    public SocketClientConfig {
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(resolver, "resolver");
        Objects.requireNonNull(familyOrder, "familyOrder");
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(options, "options");
        new Ranges()
                .between("attemptDelay", SHORTEST_DELAY, LONGEST_DELAY, attemptDelay)
                .throwIfAny();
    }

    /// A copy with another name, of its threads and its connections.
    public SocketClientConfig withName(String name) {
        return withConnector(connector.withName(name));
    }

    /// A copy with other options of its sockets.
    public SocketClientConfig withSocketOptions(SocketOptions options) {
        return withConnector(connector.withOptions(options));
    }

    /// A copy with another limit of an attempt to connect to one address.
    public SocketClientConfig withConnectTimeout(Duration limit) {
        return withConnector(connector.withConnect(limit));
    }

    /// A copy with other timeouts of its connections.
    public SocketClientConfig withTimeouts(Timeouts timeouts) {
        return withConnector(connector.withTimeouts(timeouts));
    }

    /// A copy with other sockets altogether.
    public SocketClientConfig withConnector(ConnectorConfig connector) {
        return new SocketClientConfig(
                connector, resolver, attemptDelay, familyOrder, retry, options);
    }

    /// A copy that looks names up elsewhere.
    public SocketClientConfig withResolver(Resolver resolver) {
        return new SocketClientConfig(
                connector, resolver, attemptDelay, familyOrder, retry, options);
    }

    /// A copy with another delay between attempts, 10 ms to 2 s.
    public SocketClientConfig withAttemptDelay(Duration attemptDelay) {
        return new SocketClientConfig(
                connector, resolver, attemptDelay, familyOrder, retry, options);
    }

    /// A copy that tries other addresses first.
    public SocketClientConfig withFamilyOrder(FamilyOrder familyOrder) {
        return new SocketClientConfig(
                connector, resolver, attemptDelay, familyOrder, retry, options);
    }

    /// A copy that tries again.
    public SocketClientConfig withRetry(ConnectRetry retry) {
        return new SocketClientConfig(
                connector, resolver, attemptDelay, familyOrder, retry, options);
    }

    /// A copy whose connections are like this if nothing else is asked for.
    public SocketClientConfig withOptions(ConnectOptions options) {
        return new SocketClientConfig(
                connector, resolver, attemptDelay, familyOrder, retry, options);
    }
}
