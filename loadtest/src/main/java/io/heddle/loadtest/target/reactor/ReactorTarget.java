package io.heddle.loadtest.target.reactor;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.Set;

/// A hand-written reactor: a fixed number of selector loops, each with one buffer for all its
/// connections.
///
/// It does nothing but answer, so it is the bound for servers on the JDK's channels.
public final class ReactorTarget implements Target {
    @Override
    public String name() {
        return "nio-reactor";
    }

    @Override
    public String summary() {
        return "hand-written selector loops, one per core: the bound for the JDK's channels";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("loops", "buffer");
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(Protocol.RAW, Protocol.BENCH);
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        return ReactorServer.start(options, options.loops());
    }
}
