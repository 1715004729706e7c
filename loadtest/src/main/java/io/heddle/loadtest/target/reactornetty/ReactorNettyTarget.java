package io.heddle.loadtest.target.reactornetty;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Reactor Netty, with the operators of its publishers.
public final class ReactorNettyTarget implements Target {
    @Override
    public String name() {
        return "reactor-netty";
    }

    @Override
    public String summary() {
        return "Reactor Netty 1.3, publishers on event loops";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("loops");
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(Protocol.RAW, Protocol.BENCH, Protocol.HTTP);
    }

    @Override
    public List<String> libraries() {
        return List.of("reactor-", "reactive-streams", "netty-");
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        return ReactorNettyServer.start(name(), options);
    }
}
