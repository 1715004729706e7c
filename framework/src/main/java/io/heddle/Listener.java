package io.heddle;

import io.heddle.internal.unix.FileRights;
import io.heddle.internal.unix.SocketFile;
import io.heddle.internal.unix.SocketFileTrouble;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A bound server socket, the only one of a listener or one of several. Its channel is
/// non-blocking, so that no interrupt can close it.
///
/// Whoever accepts may have other channels watched by the same selector, as long as their
/// attachment is a `Runnable`: it is run when they are ready.
final class Listener implements Closeable {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ListenerConfig config;
    private final ServerSocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final SocketAddress address;
    private final @Nullable SocketFile file; // of a Unix-domain socket; null: not ours to remove
    private final PeerAllowList allowList;

    private Listener(
            ListenerConfig config,
            SocketAddress wanted,
            ServerSocketChannel channel,
            Selector selector)
            throws IOException {
        this.config = config;
        this.channel = channel;
        this.selector = selector;
        config.binding().options().applyTo(channel);
        if (config.binding().sockets() > 1) {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
        this.allowList =
                config.isUnix()
                        ? PeerAllowList.of(config.binding().unixAccess())
                        : PeerAllowList.EVERYBODY;
        if (config.binding().inherited()) {
            this.file = null;
            this.address = config.address();
        } else if (config.address() instanceof UnixDomainSocketAddress unix) {
            this.file = bind(unix);
            this.address = unix;
        } else {
            this.file = null;
            channel.bind(wanted, config.binding().backlog());
            this.address = Objects.requireNonNull(channel.getLocalAddress());
        }
    }

    private SocketFile bind(UnixDomainSocketAddress unix) throws IOException {
        UnixAccess access = config.binding().unixAccess();
        String owner = access.owner();
        String group = access.group();
        var rights =
                new FileRights(
                        access.mode(),
                        owner == null ? null : FileRights.user(owner),
                        group == null ? null : FileRights.group(group));
        return SocketFile.bind(channel, unix.getPath(), config.binding().backlog(), rights);
    }

    /// Binds and listens by all sockets of a listener; leaves nothing open if it fails.
    ///
    /// @return at least one; all have the same port
    /// @throws ListenException if the address cannot be bound
    static List<Listener> open(ListenerConfig config) throws ListenException {
        List<Listener> opened = new ArrayList<>(config.binding().sockets());
        try {
            opened.add(open(config, config.address()));
            SocketAddress first = opened.getFirst().address();
            while (opened.size() < config.binding().sockets()) {
                opened.add(open(config, first));
            }
            return opened;
        } catch (Throwable e) {
            opened.forEach(Listener::closeQuietly);
            throw e;
        }
    }

    private static Listener open(ListenerConfig config, SocketAddress wanted)
            throws ListenException {
        ServerSocketChannel channel = null;
        Selector selector = null;
        try {
            channel =
                    config.binding().inherited()
                            ? InheritedSocket.take(config.address())
                            : openChannel(config.address());
            selector = Selector.open();
            return new Listener(config, wanted, channel, selector);
        } catch (SocketFileTrouble e) {
            closeAll(selector, channel, e);
            throw new SocketFileException(wanted, e);
        } catch (ListenException e) {
            closeAll(selector, channel, e);
            throw e;
        } catch (IOException | RuntimeException e) {
            closeAll(selector, channel, e);
            throw new ListenException(wanted, e);
        }
    }

    /// A channel, not yet bound, of the kind that an address needs.
    static ServerSocketChannel openChannel(SocketAddress address) throws IOException {
        return address instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
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

    ListenerConfig config() {
        return config;
    }

    String name() {
        return config.name();
    }

    /// Where it listens, with the port that the system chose.
    SocketAddress address() {
        return address;
    }

    /// Whose processes may come in.
    PeerAllowList allowList() {
        return allowList;
    }

    boolean isListening() {
        return channel.isOpen();
    }

    /// Blocks until a peer waits to be accepted, another watched channel is ready, [#wake()], an
    /// interrupt, which is cleared, or the time is over.
    ///
    /// @param forPeers whether a peer that waits is a reason to return
    /// @param nanos how long at most, rounded up to milliseconds; [Long#MAX_VALUE] for ever
    void await(boolean forPeers, long nanos) throws IOException {
        if (isListening()) {
            key.interestOps(forPeers ? SelectionKey.OP_ACCEPT : 0);
        }
        Consumer<SelectionKey> ready = Listener::ready;
        if (nanos <= 0) {
            selector.selectNow(ready);
        } else {
            long millis = nanos == Long.MAX_VALUE ? 0 : Math.ceilDiv(nanos, NANOS_PER_MILLI);
            selector.select(ready, millis);
        }
        Thread.interrupted();
    }

    /// Runs what watched channels are ready for, and gives the descriptors of closed ones back.
    /// Does not block.
    void look() throws IOException {
        selector.selectNow(Listener::ready);
    }

    private static void ready(SelectionKey key) {
        if (key.attachment() instanceof Runnable watched) {
            watched.run();
        }
    }

    /// Has another non-blocking channel watched, until it is closed.
    void watch(SocketChannel other, Runnable whenReadable) throws IOException {
        other.register(selector, SelectionKey.OP_READ, whenReadable);
    }

    /// Accepts a peer that waits, with its options set.
    ///
    /// @return its channel, or null if no peer waits
    /// @throws IOException if the system refuses to hand it out
    @Nullable SocketChannel accept() throws IOException {
        return channel.accept();
    }

    /// Makes an accepted channel what a connection needs.
    void prepare(SocketChannel accepted) throws IOException {
        accepted.configureBlocking(false);
        config.connectionOptions().applyTo(accepted);
    }

    /// Ends [#await], the one in progress or the next. Any thread.
    void wake() {
        selector.wakeup();
    }

    /// Makes sure that nobody finds it any more, as far as that goes without resetting those who
    /// wait already: its file, if it has one, is gone.
    void hide() {
        if (file != null && isListening()) {
            file.remove();
        }
    }

    /// Stops listening; the port is free when this returns. Other channels are still watched.
    void stopListening() throws IOException {
        hide();
        channel.close();
        selector.selectNow(Listener::ready); // or the port would be free at the next selection
    }

    /// Stops listening and watching.
    @Override
    public void close() throws IOException {
        hide();
        selector.close(); // first: a registered channel would be closed later
        channel.close();
    }

    /// Stops listening and watching, whatever the system says to it.
    void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // it is closed for us
        }
    }
}
