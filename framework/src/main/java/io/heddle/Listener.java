package io.heddle;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// A bound server socket. Its channel is non-blocking, so that no interrupt can close it.
final class Listener implements Closeable {

    private final ListenerConfig config;
    private final ServerSocketChannel channel;
    private final Selector selector;
    private final InetSocketAddress address;

    private Listener(ListenerConfig config, ServerSocketChannel channel, Selector selector)
            throws IOException {
        this.config = config;
        this.channel = channel;
        this.selector = selector;
        config.options().applyTo(channel);
        channel.configureBlocking(false);
        channel.bind(config.address(), config.backlog());
        channel.register(selector, SelectionKey.OP_ACCEPT);
        this.address = (InetSocketAddress) channel.getLocalAddress();
    }

    /// Binds and listens; leaves nothing open if it fails.
    ///
    /// @throws ListenException if the address cannot be bound
    static Listener open(ListenerConfig config) throws ListenException {
        ServerSocketChannel channel = null;
        Selector selector = null;
        try {
            channel = ServerSocketChannel.open();
            selector = Selector.open();
            return new Listener(config, channel, selector);
        } catch (IOException | RuntimeException e) {
            closeAll(selector, channel, e);
            throw new ListenException(config.address(), e);
        }
    }

    private static void closeAll(
            @Nullable Selector selector, @Nullable ServerSocketChannel channel, Exception reason) {
        try {
            if (selector != null) {
                selector.close();
            }
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    String name() {
        return config.name();
    }

    /// Its own timeouts, or else the given ones.
    Timeouts timeouts(Timeouts inherited) {
        return config.timeouts() == null ? inherited : config.timeouts();
    }

    /// Where it listens, with the port that the system chose.
    InetSocketAddress address() {
        return address;
    }

    /// Blocks until a peer waits to be accepted, [#wake()], or an interrupt, which is cleared.
    void awaitPeer() throws IOException {
        selector.select();
        selector.selectedKeys().clear();
        Thread.interrupted();
    }

    /// Accepts a peer that waits, with its options set.
    ///
    /// @return its channel, non-blocking, or null if no peer waits
    /// @throws IOException if the system refuses to hand it out
    @Nullable SocketChannel accept() throws IOException {
        return channel.accept();
    }

    /// Makes an accepted channel what a connection needs.
    void prepare(SocketChannel accepted) throws IOException {
        accepted.configureBlocking(false);
        config.connectionOptions().applyTo(accepted);
    }

    /// Ends [#awaitPeer()], the one in progress or the next. Any thread.
    void wake() {
        selector.wakeup();
    }

    /// Stops listening; the port is free when this returns.
    @Override
    public void close() throws IOException {
        selector.close(); // first: a registered channel would be closed later
        channel.close();
    }
}
