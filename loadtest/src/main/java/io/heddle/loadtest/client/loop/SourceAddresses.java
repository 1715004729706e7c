package io.heddle.loadtest.client.loop;

import io.heddle.loadtest.client.transport.ClientSocket;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// Where connections come from: one source address has only some 28,000 ports for one server, many
/// of which may wait in TIME_WAIT. Other addresses of the loopback network take over when they are
/// used up; from elsewhere there is one address alone. Belongs to a loop's thread.
final class SourceAddresses {
    private static final int LAST_LOOPBACK = 16;

    private final boolean canChange;
    private int current;

    SourceAddresses(SocketAddress server) {
        canChange =
                server instanceof InetSocketAddress inet
                        && inet.getAddress() instanceof Inet4Address address
                        && address.isLoopbackAddress();
    }

    /// Binds the socket if another source than the system's choice is in use.
    void bind(ClientSocket socket) throws IOException {
        var source = source();
        if (source != null) {
            socket.bind(new InetSocketAddress(source, 0));
        }
    }

    private @Nullable InetAddress source() throws IOException {
        return current == 0
                ? null
                : InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (current + 1)});
    }

    /// The ports of the present source are used up.
    ///
    /// @return whether there was another source to go on to
    boolean useNext() {
        if (!canChange || current + 1 >= LAST_LOOPBACK) {
            current = 0;
            return false;
        }
        current++;
        return true;
    }
}
