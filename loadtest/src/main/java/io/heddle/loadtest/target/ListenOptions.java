package io.heddle.loadtest.target;

import io.heddle.loadtest.wire.Protocol;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every target is told alike.
///
/// @param address where to listen; port 0 picks one; of a Unix socket only for a target that can,
///   see [Target#SOCKET]; of UDP, if [#isUdp]
/// @param loops event loops of an event-driven target, at least 1
/// @param bufferBytes the read buffer of targets whose buffer does not adapt, at least 1
/// @param protocol what it speaks
/// @param backend where its calls to the backend go; null if there is none
/// @param parameters further settings of this target alone
public record ListenOptions(
        SocketAddress address,
        int loops,
        int bufferBytes,
        Protocol protocol,
        @Nullable InetSocketAddress backend,
        Map<String, String> parameters) {
    /// The accept queue of every target; the JDK's own default would be 50.
    public static final int BACKLOG = 4096;

    /// The largest read of a target whose buffer adapts.
    public static final int LARGEST_BUFFER_BYTES = 64 * 1024;

    /// What the system may keep of datagrams that a target has not read yet, for every target: what
    /// Linux gives a socket that asks for nothing. It makes twice of it, for what a datagram costs
    /// beside its bytes.
    public static final int DATAGRAM_BUFFER_BYTES = 208 * 1024;

    public ListenOptions {
        requirePositive("loops", loops);
        requirePositive("buffer", bufferBytes);
        parameters = Map.copyOf(parameters);
    }

    /// The address for a target that knows TCP alone.
    public InetSocketAddress inetAddress() {
        return (InetSocketAddress) address;
    }

    /// Whether it listens on a Unix socket.
    public boolean isUnix() {
        return address instanceof UnixDomainSocketAddress;
    }

    /// Whether it listens for datagrams.
    public boolean isUdp() {
        return Target.UDP.equals(parameters.get(Target.SOCKET));
    }

    /// Whether it speaks TLS.
    public boolean isTls() {
        return Target.ON.equals(parameters.get(Target.TLS));
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }
}
