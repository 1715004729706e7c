package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A load that all targets get alike, with what its authors expect of it before it runs. Stateless.
public interface Scenario {
    /// The name by which it is chosen.
    String id();

    /// What it does, in one line.
    String summary();

    /// What its authors expect, told before each run and beside the result.
    String expectation();

    /// What a user may set, as in `backend:calls=3,delay=100ms`.
    List<Parameter> parameters();

    /// What the servers must speak.
    Protocol protocol();

    /// Whether it is run over TLS.
    enum Tls {
        /// If a server was chosen with TLS.
        AS_CHOSEN,
        /// Even if not: a target that can speak TLS is told to.
        ALWAYS,
        /// Not even then.
        NEVER
    }

    /// Whether it is run over TLS.
    default Tls tls() {
        return Tls.AS_CHOSEN;
    }

    /// Whether its client can reach servers by a Unix socket.
    default boolean onUnix() {
        return true;
    }

    /// Why it cannot be run over UDP with these settings; empty if it can.
    default Optional<String> unavailableOverUdp(Settings settings) {
        return Optional.of("scenario '%s' has no UDP".formatted(id()));
    }

    /// Whether the servers need a backend to call.
    default boolean needsBackend() {
        return false;
    }

    /// What is compared, the headline first; every fork's figures are among these.
    List<Metric> metrics(Settings settings);

    /// The most sockets that the client, and that the server holds at once.
    int sockets(Settings settings);

    /// About how long one fork takes, without the start of its server.
    Duration time(Settings settings);

    /// Whether, with these settings, it loads at shares of the rate that a [#pilot] finds.
    default boolean needsPilot(Settings settings) {
        return false;
    }

    /// Finds about the largest rate of a server that was just started and verified, in a second or
    /// two, so that all targets can be loaded at the same shares of the slowest one's.
    ///
    /// @return requests per second; empty if the scenario has no use for it
    default OptionalDouble pilot(Trial trial) throws IOException, InterruptedException {
        return OptionalDouble.empty();
    }

    /// Measures one server that was just started and verified.
    ///
    /// @throws WrongReplyException if a reply was wrong
    /// @throws IOException if the server failed, or nothing could be measured
    void run(Trial trial) throws IOException, InterruptedException;
}
