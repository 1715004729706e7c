package io.heddle.loadtest.target;

import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A kind of server that can be started and compared.
///
/// This describes it and links none of its libraries before [#start], so that targets can be listed
/// where their libraries are missing.
public interface Target {
    /// The name by which it is chosen.
    String name();

    /// What it is, in one line.
    String summary();

    /// The parameter, `on` or `off`, of a target that can speak TLS.
    String TLS = "tls";

    /// The value of a parameter that is switched on.
    String ON = "on";

    /// The parameter, `tcp` or others, of a target that can listen on other sockets: [#UNIX], or
    /// [#UDP] for raw echo of datagrams.
    String SOCKET = "socket";

    /// The value of [#SOCKET] for TCP, which is the usual one.
    String TCP = "tcp";

    /// The value of [#SOCKET] for a Unix socket.
    String UNIX = "unix";

    /// The value of [#SOCKET] for UDP. Each datagram of at most
    /// [io.heddle.loadtest.wire.Datagrams#LARGEST_BYTES] goes back to where it came from.
    String UDP = "udp";

    /// The parameters that a variant of it may set, as in `netty-epoll:loops=2`.
    Set<String> parameters();

    /// The words that one of its parameters is chosen from, in the order in which they are listed;
    /// empty for a parameter that is a whole number of at least 1.
    default List<String> words(String parameter) {
        return List.of();
    }

    /// Whether it can speak TLS.
    default boolean speaksTls() {
        return parameters().contains(TLS);
    }

    /// Whether it can listen on a Unix socket.
    default boolean listensOnUnix() {
        return parameters().contains(SOCKET) && words(SOCKET).contains(UNIX);
    }

    /// Whether it can listen for datagrams.
    default boolean listensOnUdp() {
        return parameters().contains(SOCKET) && words(SOCKET).contains(UDP);
    }

    /// What it speaks.
    default Set<Protocol> protocols() {
        return Set.of(Protocol.RAW);
    }

    /// What its `tuned` profile sets beyond the `default` one, which is what its documentation
    /// teaches; empty if there is nothing to gain.
    default List<Tuning> tuned() {
        return List.of();
    }

    /// The jars of its class path, each by the beginning of its file's name, such as `netty-`; the
    /// load test's own classes are always there.
    default List<String> libraries() {
        return List.of();
    }

    /// Why it cannot run on this system, or empty if it can.
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /// Whether it takes part in a comparison; false for a yardstick.
    default boolean ranked() {
        return true;
    }

    /// Starts it; it accepts when this returns.
    ///
    /// @throws IOException if the address cannot be bound
    RunningTarget start(ListenOptions options) throws IOException;
}
