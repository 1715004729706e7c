package io.heddle.http;

import io.heddle.MinimumRate;
import io.heddle.ServerConfig;
import io.heddle.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Everything that an HTTP server can be told. Immutable; a `with` method makes a copy.
///
/// @param server addresses, TLS, limits and timeouts of connections
/// @param limits of requests
/// @param timeouts of requests
/// @param observers who is told of exchanges; none by default
public record HttpConfig(
        ServerConfig server,
        HttpLimits limits,
        HttpTimeouts timeouts,
        List<HttpObserver> observers) {

    /// Makes sure that nothing is missing.
    public HttpConfig {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(timeouts, "timeouts");
        observers = List.copyOf(observers);
    }

    /// A server on all local addresses.
    ///
    /// @param port 1 to 65535, or 0 to let the system choose
    /// @throws IllegalArgumentException if the port is out of its range
    public static HttpConfig onPort(int port) {
        return on(ServerConfig.onPort(port));
    }

    /// A server of connections that speaks HTTP, with the defaults.
    public static HttpConfig on(ServerConfig server) {
        return new HttpConfig(server, HttpLimits.DEFAULT, HttpTimeouts.DEFAULT, List.of());
    }

    /// A copy with other connections.
    public HttpConfig withServer(ServerConfig server) {
        return new HttpConfig(server, limits, timeouts, observers);
    }

    /// A copy with other limits of requests.
    public HttpConfig withLimits(HttpLimits limits) {
        return new HttpConfig(server, limits, timeouts, observers);
    }

    /// A copy with other timeouts of requests.
    public HttpConfig withTimeouts(HttpTimeouts timeouts) {
        return new HttpConfig(server, limits, timeouts, observers);
    }

    /// A copy with one more observer.
    public HttpConfig withObserver(HttpObserver observer) {
        List<HttpObserver> more = new ArrayList<>(observers);
        more.add(observer);
        return new HttpConfig(server, limits, timeouts, more);
    }

    /// The connections as they are served: a peer must take its answers at the least rate.
    ServerConfig connections() {
        Timeouts own = server.timeouts();
        MinimumRate rate = own.minimumRate();
        long bytesOut = timeouts.minimumRate().bytesOut();
        if (rate.bytesOut() > 0 || bytesOut == 0) {
            return server;
        }
        Duration over = rate.bytesIn() > 0 ? rate.over() : timeouts.minimumRate().over();
        var both = new MinimumRate(rate.bytesIn(), bytesOut, over);
        return server.withTimeouts(own.withMinimumRate(both));
    }
}
