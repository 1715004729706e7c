package io.heddle;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// Tries all socket options of a configuration on sockets that are thrown away, so that what is
/// wrong is known before anything listens.
final class OptionCheck {

    private OptionCheck() {}

    /// @throws IllegalArgumentException naming all options that are unknown or refused
    /// @throws IOException if the system has no descriptors left
    static void check(ServerConfig config) throws IOException {
        var problems = new Problems();
        try (var listening = ServerSocketChannel.open();
                var accepted = SocketChannel.open()) {
            for (ListenerConfig listener : config.listeners()) {
                String owner = "listener " + listener.name() + ":";
                listener.options().check(owner, listening, problems);
                listener.connectionOptions().check(owner + " connection", accepted, problems);
            }
        }
        problems.throwIfAny();
    }
}
