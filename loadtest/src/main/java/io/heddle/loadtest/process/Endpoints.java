package io.heddle.loadtest.process;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.wire.Protocol;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

/// Endpoints as typed: `tcp://host:port` for raw echo, `bench://host:port`,
/// `http://host:port/path`, `ws://host:port/path`, and the same in TLS as `tls://`, `benchs://`,
/// `https://` and `wss://`; `udp://host:port` for raw echo of datagrams; and `unix:/path` for raw
/// echo on a Unix socket.
final class Endpoints {
    private static final int NONE = -1;

    private record Scheme(
            Protocol protocol, Transport transport, int usualPort, String usualPath) {}

    private static final Map<String, Scheme> SCHEMES =
            Map.of(
                    "tcp", new Scheme(Protocol.RAW, Transport.STREAM, NONE, ""),
                    "tls", new Scheme(Protocol.RAW, Transport.TLS, NONE, ""),
                    "udp", new Scheme(Protocol.RAW, Transport.UDP, NONE, ""),
                    "bench", new Scheme(Protocol.BENCH, Transport.STREAM, NONE, ""),
                    "benchs", new Scheme(Protocol.BENCH, Transport.TLS, NONE, ""),
                    "http", new Scheme(Protocol.HTTP, Transport.STREAM, 80, "/"),
                    "https", new Scheme(Protocol.HTTP, Transport.TLS, 443, "/"),
                    "ws", new Scheme(Protocol.WEBSOCKET, Transport.STREAM, 80, "/"),
                    "wss", new Scheme(Protocol.WEBSOCKET, Transport.TLS, 443, "/"));

    private Endpoints() {}

    /// Reads an endpoint and looks its host up.
    ///
    /// @throws IllegalArgumentException if it is none, or the host is unknown
    public static Endpoint parse(String text) {
        if (text.startsWith(Addresses.UNIX)) {
            return Endpoint.raw(Addresses.parse(text));
        }
        var uri = uri(text);
        var scheme = scheme(text, uri);
        int port = uri.getPort() == NONE ? scheme.usualPort() : uri.getPort();
        if (uri.getHost() == null || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "'%s' must name a host and a port between 1 and 65535".formatted(text));
        }
        var path = path(uri, scheme);
        if (scheme.usualPath().isEmpty() && !path.isEmpty() && !path.equals("/")) {
            throw new IllegalArgumentException("'%s' must have no path".formatted(text));
        }
        var address = new InetSocketAddress(uri.getHost().replaceAll("[\\[\\]]", ""), port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("the host of '%s' is unknown".formatted(text));
        }
        return new Endpoint(
                scheme.protocol(),
                scheme.transport(),
                address,
                scheme.usualPath().isEmpty() ? "" : path);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'%s' is no URI".formatted(text), e);
        }
    }

    private static Scheme scheme(String text, URI uri) {
        var name = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        var scheme = SCHEMES.get(name);
        if (scheme == null) {
            throw new IllegalArgumentException(
                    "'%s' must begin with one of %s"
                            .formatted(
                                    text,
                                    SCHEMES.keySet().stream()
                                            .sorted()
                                            .map(known -> known + "://")
                                            .toList()));
        }
        return scheme;
    }

    private static String path(URI uri, Scheme scheme) {
        var path = uri.getRawPath().isEmpty() ? scheme.usualPath() : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
