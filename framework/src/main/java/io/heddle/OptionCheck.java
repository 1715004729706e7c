package io.heddle;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/// Tries all socket options of a configuration on sockets that are thrown away, so that what is
/// wrong is known before anything listens.
final class OptionCheck {

    private OptionCheck() {}

    /// @throws IllegalArgumentException naming all options that are unknown or refused
    /// @throws IOException if the system has no descriptors left
    static void check(ServerConfig config) throws IOException {
        var problems = new Problems();
        for (ListenerConfig listener : config.listeners()) {
            try (var listening = Listener.openChannel(listener.address());
                    var accepted = ConnectAttempt.openChannel(listener.address())) {
                String owner = "listener " + listener.name() + ":";
                listener.binding().options().check(owner, listening, problems);
                int sockets = listener.binding().sockets();
                problems.check(
                        sockets == 1
                                || listening
                                        .supportedOptions()
                                        .contains(StandardSocketOptions.SO_REUSEPORT),
                        owner
                                + " sockets must be 1 where the system does not know SO_REUSEPORT,"
                                + " was "
                                + sockets);
                listener.connectionOptions().check(owner + " connection", accepted, problems);
            }
        }
        problems.throwIfAny();
    }

    /// @throws IllegalArgumentException likewise
    static void check(ConnectorConfig config) throws IOException {
        var problems = new Problems();
        try (var socket = SocketChannel.open()) {
            config.options().check("connector " + config.name() + ":", socket, problems);
        }
        problems.throwIfAny();
    }
}
