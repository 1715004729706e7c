package io.heddle.loadtest.target;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The ways Netty can reach the network.
enum NettyTransport {
    NIO("netty-nio", "the JDK's selectors") {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return NioServerSocketChannel.class;
        }

        @Override
        Optional<String> unavailable() {
            return Optional.empty();
        }
    },

    EPOLL("netty-epoll", "its native epoll transport") {
        @Override
        IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return EpollServerSocketChannel.class;
        }

        // Told from the names alone: asking Netty would load its native code into this JVM.
        @Override
        Optional<String> unavailable() {
            String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
            return BUNDLED_FOR.contains(system)
                    ? Optional.empty()
                    : Optional.of(
                            "Netty's native epoll is bundled for %s, this is %s"
                                    .formatted(String.join(" and ", BUNDLED_FOR), system));
        }

        @Override
        void requireNativeCode() throws IOException {
            if (!Epoll.isAvailable()) {
                throw new IOException(
                        "Netty's native epoll does not load", Epoll.unavailabilityCause());
            }
        }
    };

    private static final List<String> BUNDLED_FOR = List.of("Linux amd64", "Linux aarch64");

    private final String targetName;
    private final String summary;

    NettyTransport(String targetName, String summary) {
        this.targetName = targetName;
        this.summary = summary;
    }

    String targetName() {
        return targetName;
    }

    String summary() {
        return summary;
    }

    abstract IoHandlerFactory ioHandlers();

    abstract Class<? extends ServerChannel> serverChannel();

    abstract Optional<String> unavailable();

    /// @throws IOException if its native code cannot be loaded
    void requireNativeCode() throws IOException {}
}
