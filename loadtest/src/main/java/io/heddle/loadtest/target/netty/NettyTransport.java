package io.heddle.loadtest.target.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/// The ways Netty can reach the network.
enum NettyTransport {
    NIO {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return NioServerSocketChannel.class;
        }

        @Override
        Class<? extends ServerChannel> unixServerChannel() {
            return NioServerDomainSocketChannel.class;
        }

        @Override
        SocketAddress unixAddress(Path file) {
            return UnixDomainSocketAddress.of(file);
        }

        @Override
        Class<? extends Channel> clientChannel() {
            return NioSocketChannel.class;
        }

        @Override
        Class<? extends DatagramChannel> datagramChannel() {
            return NioDatagramChannel.class;
        }
    },

    EPOLL {
        @Override
        IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return EpollServerSocketChannel.class;
        }

        @Override
        Class<? extends ServerChannel> unixServerChannel() {
            return EpollServerDomainSocketChannel.class;
        }

        @Override
        SocketAddress unixAddress(Path file) {
            return new DomainSocketAddress(file.toString());
        }

        @Override
        Class<? extends Channel> clientChannel() {
            return EpollSocketChannel.class;
        }

        @Override
        Class<? extends DatagramChannel> datagramChannel() {
            return EpollDatagramChannel.class;
        }

        @Override
        void requireNativeCode() throws IOException {
            if (!Epoll.isAvailable()) {
                throw new IOException(
                        "Netty's native epoll does not load", Epoll.unavailabilityCause());
            }
        }
    };

    static final String ALLOCATOR = "allocator";

    abstract IoHandlerFactory ioHandlers();

    abstract Class<? extends ServerChannel> serverChannel();

    abstract Class<? extends ServerChannel> unixServerChannel();

    /// A Unix socket's address of the kind that its channel takes.
    abstract SocketAddress unixAddress(Path file);

    abstract Class<? extends Channel> clientChannel();

    abstract Class<? extends DatagramChannel> datagramChannel();

    /// Has a server listen, on TCP or on a Unix socket.
    ServerBootstrap listenOn(ServerBootstrap bootstrap, SocketAddress address) {
        return address instanceof UnixDomainSocketAddress unix
                ? bootstrap.channel(unixServerChannel()).localAddress(unixAddress(unix.getPath()))
                : bootstrap
                        .channel(serverChannel())
                        .localAddress(address)
                        .childOption(ChannelOption.TCP_NODELAY, true);
    }

    /// What a connection was made with.
    static Map<String, String> settingsOf(Channel connection) {
        var allocator = connection.alloc().getClass().getSimpleName();
        var noDelay = connection.config().getOption(ChannelOption.TCP_NODELAY);
        return noDelay == null // a Unix socket
                ? Map.of(ALLOCATOR, allocator)
                : Map.of(ALLOCATOR, allocator, "nodelay", String.valueOf(noDelay));
    }

    /// @throws IOException if its native code cannot be loaded
    void requireNativeCode() throws IOException {}
}
