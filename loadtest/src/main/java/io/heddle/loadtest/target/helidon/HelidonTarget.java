package io.heddle.loadtest.target.helidon;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Helidon's web server, whose connections live on virtual threads.
public final class HelidonTarget implements Target {
    @Override
    public String name() {
        return "helidon";
    }

    @Override
    public String summary() {
        return "Helidon 4.5, blocking handlers on virtual threads";
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
    public List<String> libraries() {
        return List.of("helidon-");
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        return HelidonServer.start(name(), options);
    }
}
