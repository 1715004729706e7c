package io.heddle.loadtest.target.jdkhttp;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.Set;

/// The JDK's own HTTP server with a virtual thread for each request: no dependency at all.
public final class JdkHttpTarget implements Target {
    @Override
    public String name() {
        return "jdk-http-vt";
    }

    @Override
    public String summary() {
        return "the JDK's jdk.httpserver, each request on a virtual thread";
    }

    @Override
    public Set<String> parameters() {
        return Set.of();
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(Protocol.HTTP);
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        return JdkHttpServer.start(name(), options);
    }
}
