package io.heddle;

import io.heddle.ListenerSnapshot.State;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A listener at work: the acceptors of its sockets, one or more, and what they share.
///
/// @param acceptors at least one; all have the same address
record AcceptorGroup(ListenerState shared, List<Acceptor> acceptors) {

    /// @param sockets all that one configuration of a listener led to
    static AcceptorGroup of(List<Listener> sockets, ServerState server) {
        ListenerConfig config = sockets.getFirst().config();
        var shared = new ListenerState(config, sockets, server);
        List<Acceptor> acceptors = new ArrayList<>(sockets.size());
        for (Listener socket : sockets) {
            String name = config.name();
            if (sockets.size() > 1) {
                name += " " + (acceptors.size() + 1);
            }
            acceptors.add(new Acceptor(name, socket, shared, server));
        }
        return new AcceptorGroup(shared, List.copyOf(acceptors));
    }

    String name() {
        return acceptors.getFirst().listener().name();
    }

    SocketAddress address() {
        return acceptors.getFirst().listener().address();
    }

    ListenerSnapshot snapshot(int mostConnections) {
        ConnectionRunner runner = acceptors.getFirst().runner();
        return new ListenerSnapshot(
                name(),
                address(),
                state(),
                shared.limits(),
                acceptors.stream().mapToInt(acceptor -> acceptor.runner().live()).sum(),
                shared.queued().get(),
                mostConnections == 0
                        ? List.of()
                        : Inspection.first(mostConnections, runner.connections()));
    }

    /// That of the socket that is hindered most.
    private State state() {
        return acceptors.stream()
                .map(Acceptor::state)
                .filter(state -> state != State.CLOSED)
                .max(Comparator.naturalOrder())
                .orElse(State.CLOSED);
    }
}
