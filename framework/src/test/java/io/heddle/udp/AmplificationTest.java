package io.heddle.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.AmplificationException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/// A peer whose address may be forged gets at most so many times what it has sent.
class AmplificationTest {

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    private void note(Attempt attempt) {
        try {
            attempt.run();
            seen.add("sent");
        } catch (Exception failure) {
            seen.add(failure);
        }
    }

    private interface Attempt {
        void run() throws Exception;
    }

    @Test
    void repliesAreAtMostThreeTimesTheRequestInAll() throws Exception {
        try (var server =
                        DatagramServers.start(datagram -> {
                            note(() -> datagram.reply(new byte[20]));
                            note(() -> datagram.reply(new byte[11]));
                            note(() -> datagram.reply(new byte[10]));
                        });
                var sender = TestSender.to(server)) {
            sender.send(new byte[10]);

            assertEquals("sent", seen.take());
            var refused = assertInstanceOf(AmplificationException.class, seen.take());
            assertEquals(30, refused.allowedBytes());
            assertEquals(31, refused.bytes());
            assertTrue(refused.getMessage().contains("30 bytes"), refused.getMessage());
            assertEquals("sent", seen.take());
            sender.expect(new byte[20]).expect(new byte[10]).expectNothing();
        }
    }

    @Test
    void aVerifiedPeerGetsAnyLength() throws Exception {
        try (var server =
                        DatagramServers.start(datagram -> {
                            datagram.markVerified();
                            datagram.reply(new byte[1000]);
                        });
                var sender = TestSender.to(server)) {
            sender.send("x").expect(new byte[1000]);
        }
    }

    @Test
    void aSessionAddsUpUntilItsPeerHasProvedItsAddress() throws Exception {
        var limits = DatagramLimits.DEFAULT.withAmplification(1);
        try (var server =
                        DatagramServer.startSessions(
                                DatagramServers.config().withLimits(limits),
                                session -> {
                                    session.receive();
                                    note(() -> session.send(new byte[8]));
                                    session.receive();
                                    note(() -> session.send(new byte[8]));
                                    session.receive().markVerified();
                                    note(() -> session.send(new byte[800]));
                                    seen.add(session.isVerified());
                                });
                var sender = TestSender.to(server)) {
            sender.send(new byte[5]);
            var refused = assertInstanceOf(AmplificationException.class, seen.take());
            assertEquals(5, refused.allowedBytes());

            sender.send(new byte[5]).expect(new byte[8]);
            assertEquals("sent", seen.take());

            sender.send("token").expect(new byte[800]);
            assertEquals("sent", seen.take());
            assertEquals(true, seen.take());
        }
    }

    @Test
    void nobodyAsksNobodyIsAnswered() throws Exception {
        try (var server = DatagramServers.start(datagram -> {});
                var sender = TestSender.to(server)) {
            sender.send("x").send(new byte[65_507]).send("").expectNothing();

            assertEquals(0, server.sent());
            assertEquals(0, server.bytesOut());
        }
    }

    @Test
    void whatNoDatagramCanCarryIsAMistake() throws Exception {
        try (var server =
                        DatagramServers.start(
                                datagram -> note(() -> datagram.reply(new byte[65_508])));
                var sender = TestSender.to(server)) {
            sender.send(new byte[60_000]);

            var mistake = assertInstanceOf(IllegalArgumentException.class, seen.take());
            assertEquals("datagram must be at most 65507 bytes, was 65508", mistake.getMessage());
        }
    }
}
