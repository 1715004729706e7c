package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Handlers that fail in the worst ways among others that do not. `-Dheddle.connections=10000`
/// makes it so many of each way.
@Timeout(300)
class ThrowingHandlersTest {

    private static final int FAILURES = Integer.getInteger("heddle.connections", 500);
    private static final int FAILING_PEERS = 2;

    enum Way {
        RUNTIME_EXCEPTION {
            @Override
            int fail() {
                throw new IllegalStateException("on purpose");
            }
        },
        ERROR {
            @Override
            int fail() {
                throw new AssertionError("on purpose");
            }
        },
        STACK_OVERFLOW {
            @Override
            @SuppressWarnings("InfiniteRecursion") // on purpose
            int fail() {
                return 1 + fail();
            }
        },
        OUT_OF_MEMORY {
            @Override
            int fail() {
                return new long[Integer.MAX_VALUE].length;
            }
        };

        abstract int fail();
    }

    @ParameterizedTest
    @EnumSource
    void costNoOtherRequest(Way way) throws Exception {
        var failures = new Failures();
        var failing = new AtomicInteger(FAILING_PEERS);
        var answered = new AtomicLong();
        try (var server = Servers.start(connection -> answerOrFail(connection, way), failures)) {
            TestPeer.connect(server).echo("warm\n").leave();
            eventually().until(() -> server.connections() == 0);
            long descriptors = Descriptors.open();

            Crowd.of(
                    FAILING_PEERS + 2,
                    member -> {
                        switch (member) {
                            case 0 -> answered.addAndGet(askOnOneConnection(server, failing));
                            case 1 -> answered.addAndGet(askOnManyConnections(server, failing));
                            default -> makeFail(server, failing);
                        }
                    });

            eventually().until(() -> server.connections() == 0);
            Descriptors.awaitBackTo(descriptors);
            assertEquals(FAILURES / FAILING_PEERS * FAILING_PEERS, failures.count.get());
            assertTrue(answered.get() >= 2);
            System.out.printf(
                    "%s: %d requests answered beside %d that failed%n",
                    way, answered.get(), failures.count.get());
        }
    }

    private static void answerOrFail(Connection connection, Way way) throws IOException {
        for (String line = connection.input().readLine(100);
                line != null;
                line = connection.input().readLine(100)) {
            if (line.equals("fail")) {
                way.fail();
            }
            connection.output().write((line + "\n").getBytes(UTF_8));
        }
    }

    private static void makeFail(SocketServer server, AtomicInteger failing) {
        try {
            for (int i = 0; i < FAILURES / FAILING_PEERS; i++) {
                TestPeer.connect(server).send("fail\n").expectEnd().leave();
            }
        } finally {
            failing.decrementAndGet();
        }
    }

    private static long askOnOneConnection(SocketServer server, AtomicInteger failing) {
        long answered = 0;
        try (var peer = TestPeer.connect(server)) {
            do {
                peer.echo("hello\n");
                answered++;
            } while (failing.get() > 0);
        }
        return answered;
    }

    private static long askOnManyConnections(SocketServer server, AtomicInteger failing) {
        long answered = 0;
        do {
            TestPeer.connect(server).echo("hello\n").halfClose().expectEnd().leave();
            answered++;
        } while (failing.get() > 0);
        return answered;
    }

    /// Counts, and keeps nothing.
    private static final class Failures implements ServerObserver {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void failed(Connection connection, Throwable failure) {
            count.incrementAndGet();
        }
    }
}
