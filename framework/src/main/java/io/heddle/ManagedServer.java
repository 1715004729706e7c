package io.heddle;

import io.heddle.internal.management.Managed;
import io.heddle.internal.management.Managed.Attribute;
import io.heddle.internal.management.Managed.Operation;
import java.util.List;
import java.util.function.Function;

/// What is to be seen of a server from outside the process. None of it waits for the server, so it
/// is there while all handlers are stuck.
final class ManagedServer {

    private ManagedServer() {}

    static Managed of(SocketServer server) {
        return new Managed(
                "SocketServer",
                server.name(),
                "A server, its listeners, their connections and the tasks of those",
                List.of(
                        new Attribute("Name", String.class, "its name", server::name),
                        new Attribute(
                                "State",
                                String.class,
                                "RUNNING, UNREADY, DRAINING, CLOSING or STOPPED",
                                () -> server.snapshot(0).state().name()),
                        new Attribute(
                                "Ready",
                                boolean.class,
                                "whether new peers are welcome",
                                server::isReady),
                        new Attribute(
                                "Connections",
                                int.class,
                                "how many are open",
                                server::connections)),
                List.of(
                        dump("dump", "a tree, for people", server, ServerSnapshot::toText),
                        dump("dumpJson", "JSON, for programs", server, ServerSnapshot::toJson)));
    }

    private static Operation dump(
            String name, String what, SocketServer server, Function<ServerSnapshot, String> form) {
        return new Operation(
                name,
                "the server as it is now, as " + what,
                "mostConnections",
                "how many connections of each listener are listed, at least 0",
                most -> form.apply(server.snapshot(most)));
    }
}
