package io.heddle.client;

import io.heddle.Connection;
import io.heddle.Transport;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What one connection is to be like. Immutable; a `with` method makes a copy.
///
/// @param local the address to connect from, with a port or port 0; null: as the system chooses. Of
///   a host's addresses only those of its family are tried
/// @param preamble makes the bytes that go before everything else, TLS too: the header of the PROXY
///   protocol, say. It is given the connection, which it must not use but to ask for its addresses;
///   null: none
/// @param transport makes what carries the bytes, for the host that was asked for: its name, or its
///   address if it has none, or the path of a Unix-domain socket; null: as they are
public record ConnectOptions(
        @Nullable SocketAddress local,
        @Nullable Function<? super Connection, byte[]> preamble,
        @Nullable Function<String, ? extends Transport> transport) {

    /// Plain connections from anywhere.
    public static final ConnectOptions DEFAULT = new ConnectOptions(null, null, null);

    /// A copy that connects from a local address.
    public ConnectOptions withLocal(SocketAddress local) {
        return new ConnectOptions(Objects.requireNonNull(local, "local"), preamble, transport);
    }

    /// A copy that sends the same bytes before everything else on each connection.
    public ConnectOptions withPreamble(byte[] preamble) {
        byte[] copy = preamble.clone();
        return withPreamble(connection -> copy);
    }

    /// A copy that sends bytes before everything else.
    ///
    /// @param preamble makes them
    public ConnectOptions withPreamble(Function<? super Connection, byte[]> preamble) {
        return new ConnectOptions(local, Objects.requireNonNull(preamble, "preamble"), transport);
    }

    /// A copy with a transport: `withTransport(host -> TlsTransport.client(context, host))`.
    ///
    /// @param transport makes it for a host
    public ConnectOptions withTransport(Function<String, ? extends Transport> transport) {
        return new ConnectOptions(local, preamble, Objects.requireNonNull(transport, "transport"));
    }
}
