package io.heddle.http;

import io.heddle.Connection;
import io.heddle.MinimumRate;
import io.heddle.ServerConfig;
import io.heddle.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// Everything that an HTTP server can be told. Immutable; a `with` method makes a copy.
///
/// @param server addresses, TLS, limits and timeouts of connections
/// @param limits of requests
/// @param timeouts of requests
/// @param observers who is told of exchanges; none by default
/// @param fields what each answer has, whoever makes it; none by default
public record HttpConfig(
        ServerConfig server,
        HttpLimits limits,
        HttpTimeouts timeouts,
        List<HttpObserver> observers,
        List<CommonField> fields) {

    /// Makes sure that nothing is missing.
    public HttpConfig {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(timeouts, "timeouts");
        observers = List.copyOf(observers);
        fields = List.copyOf(fields);
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
        return new HttpConfig(
                server, HttpLimits.DEFAULT, HttpTimeouts.DEFAULT, List.of(), List.of());
    }

    /// A copy with other connections.
    public HttpConfig withServer(ServerConfig server) {
        return new HttpConfig(server, limits, timeouts, observers, fields);
    }

    /// A copy with other limits of requests.
    public HttpConfig withLimits(HttpLimits limits) {
        return new HttpConfig(server, limits, timeouts, observers, fields);
    }

    /// A copy with other timeouts of requests.
    public HttpConfig withTimeouts(HttpTimeouts timeouts) {
        return new HttpConfig(server, limits, timeouts, observers, fields);
    }

    /// A copy with one more observer.
    public HttpConfig withObserver(HttpObserver observer) {
        List<HttpObserver> more = new ArrayList<>(observers);
        more.add(observer);
        return new HttpConfig(server, limits, timeouts, more, fields);
    }

    /// A copy that gives each answer a field, also those that the server makes by itself: to what
    /// is no request, say. An answer that has a field of that name keeps its own instead.
    ///
    /// @throws IllegalArgumentException as [Response#withField] does
    public HttpConfig withField(String name, String value) {
        Response.checkValue(name, value);
        return withField(name, _ -> value);
    }

    /// The same with a value that depends on the connection.
    ///
    /// @param value of all answers of a connection; called once for each, on its thread. If it
    ///   throws, or returns what is no value, the connection ends, and its failure is that of a
    ///   handler
    /// @throws IllegalArgumentException if the name is none, or one that only the server knows
    public HttpConfig withField(String name, Function<? super Connection, String> value) {
        List<CommonField> more = new ArrayList<>(fields);
        more.add(new CommonField(name, value));
        return new HttpConfig(server, limits, timeouts, observers, more);
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
