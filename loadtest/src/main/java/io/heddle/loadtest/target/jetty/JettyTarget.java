package io.heddle.loadtest.target.jetty;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Jetty with a blocking handler, on its pool of platform threads or on virtual threads.
public final class JettyTarget implements Target {
    private final boolean virtualThreads;

    private JettyTarget(boolean virtualThreads) {
        this.virtualThreads = virtualThreads;
    }

    /// As it is without being told otherwise: at most 200 platform threads.
    public static JettyTarget onPlatformThreads() {
        return new JettyTarget(false);
    }

    /// With a virtual thread for each request.
    public static JettyTarget onVirtualThreads() {
        return new JettyTarget(true);
    }

    @Override
    public String name() {
        return virtualThreads ? "jetty-vt" : "jetty";
    }

    @Override
    public String summary() {
        return virtualThreads
                ? "Jetty 12.1, blocking handlers on virtual threads"
                : "Jetty 12.1, blocking handlers on its pool of platform threads";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("loops");
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(Protocol.HTTP);
    }

    @Override
    public List<String> libraries() {
        return List.of("jetty-server", "jetty-http", "jetty-io", "jetty-util", "slf4j-api");
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        return JettyServer.start(name(), options, virtualThreads);
    }
}
