package io.heddle.loadtest.target;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A kind of echo server that can be started and compared.
public interface Target {
    /// The name by which it is chosen.
    String name();

    /// What it is, in one line.
    String summary();

    /// The parameters that a variant of it may set, as in `netty-epoll:loops=2`.
    Set<String> parameters();

    /// The words that one of its parameters is chosen from, in the order in which they are listed;
    /// empty for a parameter that is a whole number of at least 1.
    default List<String> words(String parameter) {
        return List.of();
    }

    /// Why it cannot run on this system, or empty if it can.
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /// Starts it; it accepts when this returns.
    ///
    /// @throws IOException if the address cannot be bound
    RunningTarget start(ListenOptions options) throws IOException;
}
