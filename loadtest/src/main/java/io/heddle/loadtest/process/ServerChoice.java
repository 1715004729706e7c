package io.heddle.loadtest.process;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.target.TargetSpec;
import java.util.List;
import java.util.OptionalInt;

/// Which server is loaded, as typed.
public sealed interface ServerChoice {
    /// What was typed; the name under which its results are shown.
    String text();

    /// A target, started in a JVM of ours.
    record OfTarget(TargetSpec target) implements ServerChoice {
        @Override
        public String text() {
            return target.text();
        }
    }

    /// A command, started by us.
    ///
    /// @param words the command and its arguments; [#PORT] in them stands for the port
    /// @param port where it listens on 127.0.0.1; empty if it is told a free one by [#PORT]
    record OfCommand(String text, List<String> words, OptionalInt port) implements ServerChoice {
        public OfCommand {
            words = List.copyOf(words);
        }
    }

    /// Something that runs already.
    record OfEndpoint(String text, Endpoint endpoint) implements ServerChoice {}

    /// What stands for the port in a command.
    String PORT = "{port}";

    /// Reads what was typed:
    ///
    /// - `heddle`, `netty-epoll:loops=2`: a target
    /// - `exec:CMD`: a command with `{port}` where it takes its port, as in `exec:nginx -g "listen
    ///   {port};"`; a free one is picked
    /// - `exec@PORT:CMD`: a command that listens on this port of 127.0.0.1
    /// - `tcp://host:port`, `udp://host:port`, `unix:/path` and the other forms of [Endpoints]: a
    ///   server that runs
    ///
    /// A command is split at blanks, with single and double quotes for words that hold some; no
    /// shell sees it. It must stay in the foreground.
    ///
    /// @throws IllegalArgumentException if it is nothing of these
    static ServerChoice parse(String text) {
        if (text.startsWith("exec:") || text.startsWith("exec@")) {
            return Commands.parse(text);
        }
        return text.contains("://") || text.startsWith(Addresses.UNIX)
                ? new OfEndpoint(text, Endpoints.parse(text))
                : new OfTarget(TargetSpec.parse(text));
    }
}
