package io.heddle.http;

import io.heddle.Connection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A handler that hands each request to the one of its host. Immutable; each method makes a copy.
///
/// ```java
/// HttpHandler hosts = VirtualHosts.NONE
///         .with("example.com", site)
///         .with("*.example.com", customers)
///         .withServerName(connection -> {
///             TlsSession session = TlsSession.of(connection);
///             return session == null ? null : session.serverName();
///         });
/// ```
///
/// The host is that of [Request#host()], without its port and without a dot at its end; case does
/// not matter. A request for a host that is not here is answered with 421 ([RFC 9110
/// §15.5.20](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.20)): it was sent to the wrong
/// server, and is not to be answered with what another host has.
public final class VirtualHosts implements HttpHandler {

    /// No hosts.
    public static final VirtualHosts NONE = new VirtualHosts(Map.of(), null, _ -> null);

    private static final String WILDCARD = "*.";

    private final Map<String, HttpHandler> handlers;
    private final @Nullable HttpHandler fallback;
    private final Function<? super Connection, @Nullable String> serverName;

    private VirtualHosts(
            Map<String, HttpHandler> handlers,
            @Nullable HttpHandler fallback,
            Function<? super Connection, @Nullable String> serverName) {
        this.handlers = handlers;
        this.fallback = fallback;
        this.serverName = serverName;
    }

    /// A copy with one more host.
    ///
    /// @param host `example.com`, or `*.example.com` for all names with exactly one label more that
    ///   are not here by themselves, as certificates have it; an IPv6 address in brackets. No port
    /// @throws IllegalArgumentException if it is no host, or is here already
    public VirtualHosts with(String host, HttpHandler handler) {
        Objects.requireNonNull(handler, "handler");
        String name = host.startsWith(WILDCARD) ? host.substring(WILDCARD.length()) : host;
        boolean isHost = !name.isEmpty() && name.equals(withoutPort(name));
        for (int i = 0; i < name.length(); i++) {
            isHost &= name.charAt(i) < 0x80 && Octets.isHost((byte) name.charAt(i));
            isHost &= name.charAt(i) != '*';
        }
        if (!isHost) {
            throw new IllegalArgumentException("host must be a name without a port, was " + host);
        }
        Map<String, HttpHandler> more = new HashMap<>(handlers);
        if (more.putIfAbsent(normal(host), handler) != null) {
            throw new IllegalArgumentException("host " + host + " is here already");
        }
        return new VirtualHosts(Map.copyOf(more), fallback, serverName);
    }

    /// A copy with a handler for requests of all other hosts, and of none.
    public VirtualHosts withDefault(HttpHandler handler) {
        return new VirtualHosts(handlers, Objects.requireNonNull(handler, "handler"), serverName);
    }

    /// A copy that answers 421 to a request whose host is not the one that the peer named in the
    /// handshake, by which the certificate and what is asked of clients' own may have been chosen.
    ///
    /// @param serverName the name that the peer of a connection gave (SNI), or null if it gave
    ///   none: then any host is right
    public VirtualHosts withServerName(Function<? super Connection, @Nullable String> serverName) {
        return new VirtualHosts(
                handlers, fallback, Objects.requireNonNull(serverName, "serverName"));
    }

    @Override
    public Response handle(Request request) throws Exception {
        String authority = request.host();
        String host = authority == null ? "" : normal(withoutPort(authority));
        String named = serverName.apply(request.connection());
        if (named != null && !normal(named).equals(host)) {
            return misdirected("the connection is for another host\n");
        }
        HttpHandler handler = find(host);
        return handler == null
                ? misdirected("there is no such host here\n")
                : handler.handle(request);
    }

    private @Nullable HttpHandler find(String host) {
        if (host.startsWith(WILDCARD)) {
            return fallback; // a peer may say so, but there is no such host
        }
        HttpHandler exact = handlers.get(host);
        if (exact != null) {
            return exact;
        }
        int dot = host.indexOf('.');
        HttpHandler wild = dot <= 0 ? null : handlers.get("*" + host.substring(dot));
        return wild == null ? fallback : wild;
    }

    private static Response misdirected(String reason) {
        return Response.text(reason).withStatus(421);
    }

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    private static String normal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /// The hosts.
    @Override
    public String toString() {
        return handlers.keySet().toString();
    }
}
