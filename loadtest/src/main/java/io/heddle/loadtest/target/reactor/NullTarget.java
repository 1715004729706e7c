package io.heddle.loadtest.target.reactor;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.Set;

/// The least that can answer: one selector loop. Its results tell how much the client can do, and
/// are not ranked.
public final class NullTarget implements Target {
    @Override
    public String name() {
        return "null";
    }

    @Override
    public String summary() {
        return "the least that can answer, to find the client's ceiling; not ranked";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("buffer");
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(Protocol.RAW, Protocol.BENCH);
    }

    @Override
    public boolean ranked() {
        return false;
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        return ReactorServer.start(options, 1);
    }
}
