package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.target.Tuning;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A server on Netty, as its documentation teaches, on one of its transports.
public final class NettyTarget implements Target {
    private static final List<String> EPOLL_BUNDLED_FOR = List.of("Linux amd64", "Linux aarch64");
    private static final String TRANSPORT = "transport";

    private final String name;
    private final String summary;
    private final boolean epoll;
    private final boolean virtualThreads;

    private NettyTarget(String name, String summary, boolean epoll, boolean virtualThreads) {
        this.name = name;
        this.summary = summary;
        this.epoll = epoll;
        this.virtualThreads = virtualThreads;
    }

    /// On the JDK's selectors.
    public static NettyTarget onNio() {
        return new NettyTarget("netty-nio", "Netty 4.2 on the JDK's selectors", false, false);
    }

    /// On epoll, through native code.
    public static NettyTarget onEpoll() {
        return new NettyTarget(
                "netty-epoll", "Netty 4.2 on its native epoll transport", true, false);
    }

    /// Netty reads and writes, and a virtual thread for each connection does the work.
    public static NettyTarget onVirtualThreads() {
        return new NettyTarget(
                "netty-vt",
                "Netty 4.2 reads and writes, a virtual thread per connection works",
                false,
                true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public Set<String> parameters() {
        return virtualThreads ? Set.of("loops", TRANSPORT) : Set.of("loops", TLS, SOCKET);
    }

    @Override
    public List<String> words(String parameter) {
        return switch (parameter) {
            case TRANSPORT -> List.of("nio", "epoll");
            case TLS -> List.of("off", ON);
            case SOCKET -> List.of(TCP, UNIX, UDP);
            default -> List.of();
        };
    }

    @Override
    public Set<Protocol> protocols() {
        return virtualThreads ? Set.of(Protocol.RAW, Protocol.BENCH) : Set.of(Protocol.values());
    }

    @Override
    public List<String> libraries() {
        return List.of(
                "netty-buffer",
                "netty-codec-base",
                "netty-codec-compression",
                "netty-codec-http-4",
                "netty-common",
                "netty-handler-4",
                "netty-resolver-4",
                "netty-transport-4",
                "netty-transport-classes-epoll",
                "netty-transport-native-epoll",
                "netty-transport-native-unix-common");
    }

    @Override
    public List<Tuning> tuned() {
        return List.of(
                Tuning.jvmFlag(
                        "-Dio.netty.buffer.checkAccessible=false",
                        "Netty's own switch for code that is known to release buffers rightly"),
                Tuning.jvmFlag(
                        "-Dio.netty.buffer.checkBounds=false",
                        "Netty's own switch for code that is known to stay within its buffers"));
    }

    // Told from the names alone: asking Netty would load its native code into this JVM.
    @Override
    public Optional<String> unavailable() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return !epoll || EPOLL_BUNDLED_FOR.contains(system)
                ? Optional.empty()
                : Optional.of(
                        "Netty's native epoll is bundled for %s, this is %s"
                                .formatted(String.join(" and ", EPOLL_BUNDLED_FOR), system));
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        boolean onEpoll = epoll || "epoll".equals(options.parameters().get(TRANSPORT));
        var transport = onEpoll ? NettyTransport.EPOLL : NettyTransport.NIO;
        return options.isUdp()
                ? NettyDatagrams.start(options, transport)
                : NettyServer.start(name, options, transport, virtualThreads);
    }
}
