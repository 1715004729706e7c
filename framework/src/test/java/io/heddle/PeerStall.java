package io.heddle;

import static io.heddle.Eventually.eventually;

import java.io.IOException;
import java.time.Duration;

/// How a connection comes to be over each limit: what its handler does, and what its peer does not.
enum PeerStall {
    HANDSHAKE(TimeoutPhase.HANDSHAKE) {
        @Override
        void wait(Connection connection) throws IOException {
            connection.input().read();
        }
    },
    FIRST_BYTE(TimeoutPhase.FIRST_BYTE) {
        @Override
        void wait(Connection connection) throws IOException {
            connection.input().read();
        }
    },
    IDLE(TimeoutPhase.IDLE) {
        @Override
        void wait(Connection connection) throws IOException {
            connection.input().skip(Long.MAX_VALUE);
        }

        @Override
        void begin(TestPeer peer) {
            peer.send("b");
        }
    },
    WRITE(TimeoutPhase.WRITE) {
        @Override
        void wait(Connection connection) throws IOException {
            connection.output().write(new byte[MUCH]);
        }
    },
    READ_RATE(TimeoutPhase.READ_RATE) {
        @Override
        void wait(Connection connection) throws IOException {
            connection.input().readLine(MUCH);
        }

        @Override
        void begin(TestPeer peer) {
            peer.send("b");
        }
    },
    WRITE_RATE(TimeoutPhase.WRITE_RATE) {
        @Override
        void wait(Connection connection) throws IOException {
            connection.output().write(new byte[MUCH]);
        }
    },
    HANDLER(TimeoutPhase.HANDLER) {
        @Override
        void wait(Connection connection) throws IOException {
            connection.input().read();
        }
    },
    LIFETIME(TimeoutPhase.LIFETIME) {
        @Override
        void wait(Connection connection) throws IOException {
            connection.input().read();
        }
    };

    static final Duration LIMIT = Duration.ofSeconds(7);
    static final Duration GRACE = Duration.ofSeconds(3);

    private static final int MUCH = 8_000_000;
    private static final Duration STANDSTILL = Duration.ofMillis(200);
    private static final long RATE = 1000;

    private final TimeoutPhase phase;

    PeerStall(TimeoutPhase phase) {
        this.phase = phase;
    }

    TimeoutPhase phase() {
        return phase;
    }

    /// A call that waits for the peer.
    abstract void wait(Connection connection) throws IOException;

    /// What the peer does before it stalls.
    void begin(TestPeer peer) {}

    /// Whether the peer can lift the limit, by bytes that move.
    boolean isOfPeer() {
        return switch (this) {
            case FIRST_BYTE, IDLE, WRITE, READ_RATE, WRITE_RATE -> true;
            case HANDSHAKE, HANDLER, LIFETIME -> false;
        };
    }

    boolean isOfWrites() {
        return this == WRITE || this == WRITE_RATE;
    }

    /// Takes what the peer still gets until the connection ends: with a reset, if it did not read.
    void takeRest(TestPeer peer) {
        if (isOfWrites()) {
            peer.expectReset();
        } else {
            peer.receiveAll();
        }
    }

    /// With no limit but this one.
    Timeouts timeouts() {
        Timeouts off = Timeouts.OFF.withGrace(GRACE);
        return switch (this) {
            case HANDSHAKE -> off.withHandshake(LIMIT);
            case FIRST_BYTE -> off.withFirstByte(LIMIT);
            case IDLE -> off.withIdle(LIMIT);
            case WRITE -> off.withWrite(LIMIT);
            case READ_RATE -> off.withMinimumRate(new MinimumRate(RATE, 0, LIMIT));
            case WRITE_RATE -> off.withMinimumRate(new MinimumRate(0, RATE, LIMIT));
            case HANDLER -> off.withHandler(LIMIT);
            case LIFETIME -> off.withLifetime(LIMIT).withLifetimeJitter(0);
        };
    }

    /// Runs what a handler does, with the limit in force.
    void during(Connection connection, ConnectionHandler body) throws Exception {
        if (this == HANDSHAKE) {
            connection.handshake(() -> {
                body.handle(connection);
                return connection;
            });
        } else {
            body.handle(connection);
        }
    }

    /// A handler that does nothing but wait.
    Probe<Void> probe() {
        return Probe.doing(connection -> during(connection, this::wait));
    }

    /// Blocks until nothing moves any more, not even from one kernel to the other.
    static void awaitStandstill(Connection connection) {
        long[] before = {0};
        eventually()
                .during(STANDSTILL)
                .until(() -> {
                    long now = connection.bytesOut();
                    boolean stands = now > 0 && now == before[0];
                    before[0] = now;
                    return stands;
                });
    }

    /// Connects a peer and blocks until the handler waits for it.
    TestPeer stall(VirtualServer server, Probe<?> probe) {
        TestPeer peer = server.peer();
        begin(peer);
        Connection connection = probe.connection();
        if (this == IDLE || this == READ_RATE) {
            eventually().until(() -> connection.bytesIn() > 0);
        }
        if (isOfWrites()) {
            awaitStandstill(connection);
        }
        probe.awaitWaiting();
        return peer;
    }
}
