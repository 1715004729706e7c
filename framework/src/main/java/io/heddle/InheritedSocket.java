package io.heddle;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The listening socket that the process was given as its standard input. There is one at most, and
/// one listener can have it, once: closing its channel gives it up for good.
final class InheritedSocket {

    private static final AtomicBoolean TAKEN = new AtomicBoolean();

    private InheritedSocket() {}

    /// Where it listens.
    ///
    /// @throws ListenException if there is none
    static SocketAddress address() throws ListenException {
        return addressOf(find());
    }

    /// Hands its channel out.
    ///
    /// @param expected where it must listen
    /// @throws ListenException if there is none, another listener has it or had it, or it listens
    ///   elsewhere
    static ServerSocketChannel take(SocketAddress expected) throws ListenException {
        ServerSocketChannel channel = find();
        if (TAKEN.get()) {
            throw taken();
        }
        SocketAddress actual = addressOf(channel);
        if (!actual.equals(expected)) {
            throw new ListenException(
                    "the inherited socket listens on "
                            + Addresses.print(actual)
                            + ", not on "
                            + Addresses.print(expected),
                    null);
        }
        if (TAKEN.getAndSet(true)) {
            throw taken();
        }
        return channel;
    }

    private static SocketAddress addressOf(ServerSocketChannel channel) throws ListenException {
        try {
            return Objects.requireNonNull(channel.getLocalAddress());
        } catch (IOException closed) { // by the listener that had it
            throw taken();
        }
    }

    private static ServerSocketChannel find() throws ListenException {
        Channel channel;
        try {
            channel = System.inheritedChannel(); // the same one each time
        } catch (IOException e) {
            throw new ListenException("cannot inherit a socket: " + e.getMessage(), e);
        }
        if (channel instanceof ServerSocketChannel listening) {
            return listening;
        }
        throw new ListenException(
                "cannot inherit a listening socket: standard input is " + kind(channel), null);
    }

    private static String kind(@Nullable Channel channel) {
        return switch (channel) {
            case null -> "no socket";
            case SocketChannel _ ->
                    "a connected one; inetd needs \"wait\", a systemd unit \"Accept=no\"";
            default -> "a datagram socket";
        };
    }

    private static ListenException taken() {
        return new ListenException("another listener has taken the inherited socket", null);
    }
}
