package io.heddle;

import io.heddle.internal.jfr.AcceptErrorEvent;
import io.heddle.internal.jfr.ConnectionEvent;
import io.heddle.internal.jfr.DrainEvent;
import io.heddle.internal.jfr.HandshakeEvent;
import io.heddle.internal.jfr.RejectionEvent;
import io.heddle.internal.jfr.SlowPeerEvent;
import io.heddle.internal.jfr.TimeoutEvent;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells the flight recorder what happens in a server. While nobody records, it makes nothing.
///
/// What an event says of a peer is its address, never anything that the peer has sent.
final class FlightRecorderObserver implements ServerObserver {

    /// How long the handler ran: kept with the connection from its end to the connection's, and
    /// only while somebody records.
    private static final AttributeKey<Duration> HANDLED =
            AttributeKey.named("flight recorder: handler time");

    private final String server;

    /// @param server the server's name
    FlightRecorderObserver(String server) {
        this.server = server;
    }

    @Override
    public void handled(Connection connection, Duration took) {
        if (ConnectionEvent.isOn()) {
            connection.attribute(HANDLED, took);
        }
    }

    @Override
    public void closed(Connection connection, CloseReason reason) {
        if (ConnectionEvent.isOn()) {
            Duration handled = connection.attribute(HANDLED);
            ConnectionEvent.write(
                    server,
                    connection.listenerName(),
                    connection.id(),
                    Addresses.print(connection.peerAddress()),
                    nanos(connection.age()),
                    handled == null ? ConnectionEvent.UNKNOWN : nanos(handled),
                    connection.bytesIn(),
                    connection.bytesOut(),
                    reason.name());
        }
    }

    @Override
    public void handshaken(Connection connection, Duration took, @Nullable Throwable failure) {
        if (HandshakeEvent.isOn()) {
            HandshakeEvent.write(
                    server,
                    connection.id(),
                    Addresses.print(connection.peerAddress()),
                    nanos(took),
                    failure != null);
        }
    }

    @Override
    public void acceptFailed(String listener, AcceptFailure kind, long failures, Throwable cause) {
        if (AcceptErrorEvent.isOn()) {
            AcceptErrorEvent.write(server, listener, kind.name(), failures, cause.toString());
        }
    }

    @Override
    public void rejected(Rejection rejection) {
        if (RejectionEvent.isOn()) {
            SocketAddress peer = rejection.peer();
            RejectionEvent.write(
                    server,
                    rejection.listener(),
                    peer == null ? null : Addresses.print(peer),
                    rejection.reason().name());
        }
    }

    @Override
    public void timedOut(Connection connection, TimeoutPhase phase) {
        if (TimeoutEvent.isOn()) {
            TimeoutEvent.write(
                    server,
                    connection.id(),
                    Addresses.print(connection.peerAddress()),
                    phase.name(),
                    nanos(connection.timeouts().limit(phase)));
        }
        if (isSlowness(phase) && SlowPeerEvent.isOn()) {
            SlowPeerEvent.write(
                    server,
                    connection.id(),
                    Addresses.print(connection.peerAddress()),
                    phase.name(),
                    connection.bytesIn(),
                    connection.bytesOut());
        }
    }

    private static boolean isSlowness(TimeoutPhase phase) {
        return switch (phase) {
            case WRITE, READ_RATE, WRITE_RATE -> true;
            case PREAMBLE, HANDSHAKE, FIRST_BYTE, IDLE, HANDLER, LIFETIME -> false;
        };
    }

    @Override
    public void drained(SocketServer drained, ShutdownReport report) {
        if (DrainEvent.isOn()) {
            DrainEvent.write(
                    server,
                    nanos(report.took()),
                    report.drained(),
                    report.forced().size(),
                    report.open());
        }
    }

    /// The most that fits, for a limit that was switched off meanwhile.
    private static long nanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }
}
