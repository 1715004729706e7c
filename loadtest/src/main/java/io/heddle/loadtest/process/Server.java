package io.heddle.loadtest.process;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A server that is loaded: a JVM of ours, a command of the user's, or something that runs already.
public interface Server extends AutoCloseable {
    SocketAddress address();

    /// Its process, if it is ours.
    OptionalLong pid();

    /// How many processors it may use; 0 if unknown.
    int cores();

    /// Whether it answers control lines.
    boolean controllable();

    /// Sends one control line and returns its answer.
    ///
    /// @throws ServerFailedException if the server is gone, silent, or does not know the command
    Map<String, String> ask(String command) throws IOException, InterruptedException;

    /// Stops its process for this long (SIGSTOP, SIGCONT), blocking meanwhile.
    void freeze(Duration length) throws IOException, InterruptedException;

    /// Asks its process to end in good order (SIGTERM), without waiting.
    void terminate() throws IOException;

    /// Whether its process still runs; true if it is not ours.
    boolean isAlive();

    /// How its process ended, in one line, with the first line of its errors; empty while it runs
    /// or if it is not ours.
    Optional<String> obituary();

    /// Ends its process and waits for its end.
    @Override
    void close();
}
