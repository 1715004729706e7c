package io.heddle.samples;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// The sample `dns`, asked by a client that is not ours.
class DnsTest {

    private static final int MALFORMED = 10_000;

    private static TestZone zone;
    private static SampleProcess dns;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        zone = TestZone.start();
        dns = SampleProcess.start("dns", "--port", "0", "--forward", zone.address());
        port = dns.readPort();
    }

    @AfterAll
    static void stop() throws Exception {
        dns.close();
        zone.close();
    }

    @Test
    void passesOnWhatTheOtherServerSays() throws Exception {
        Message reply = ask("host.example.", Type.A);

        assertEquals("192.0.2.1", reply.getSection(Section.ANSWER).getFirst().rdataToString());
        assertTrue(reply.getHeader().getFlag(Flags.RA));
        assertFalse(reply.getHeader().getFlag(Flags.AA));
        assertEquals(Rcode.NXDOMAIN, ask("no-such-name.example.", Type.A).getRcode());
        assertEquals(0, ask("host.example.", Type.MX).getSection(Section.ANSWER).size());
        assertEquals(Rcode.SERVFAIL, ask("broken.example.", Type.A).getRcode());
    }

    @Test
    void asksOnceAndRepeatsTheAnswerAsItAges() throws Exception {
        Message first = ask("aged.example.", Type.A);

        eventually().until(() -> ttl(ask("AGED.example.", Type.A)) < ttl(first));

        assertEquals(TestZone.TTL, ttl(first));
        assertEquals(1, zone.questions("aged.example."));
    }

    @Test
    void asksOnceForManyWhoWantToKnowTheSame() throws Exception {
        List<Background> askers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            askers.add(
                    Background.start(() ->
                            assertEquals(1, ask("held.example.", Type.A).getSection(1).size())));
        }
        eventually().until(() -> zone.questions("held.example.") > 0);

        zone.release();

        askers.forEach(Background::join);
        assertEquals(1, zone.questions("held.example."));
    }

    @Test
    void sendsWhatIsTooLargeOverTcp() throws Exception {
        Message datagram = exchange(query("large.example.", Type.TXT));
        Message whole = ask("large.example.", Type.TXT);

        assertTrue(datagram.getHeader().getFlag(Flags.TC));
        assertEquals(0, datagram.getSection(Section.ANSWER).size());
        assertEquals(TestZone.LONG_TEXTS, whole.getSection(Section.ANSWER).size());
    }

    @Test
    void asksOnceMoreWhereADatagramIsLost() throws Exception {
        Message reply = ask("lost.example.", Type.A);

        assertEquals(Rcode.NOERROR, reply.getRcode());
        assertEquals(2, zone.questions("lost.example."));
    }

    @Test
    void takesNoAnswerToAnotherQuestion() throws Exception {
        Message reply = ask("forged.example.", Type.A);

        assertEquals(Rcode.NOERROR, reply.getRcode());
        assertEquals(1, reply.getSection(Section.ANSWER).size());
    }

    @Test
    void keepsAnswersApartThatOtherServersWereAskedFor() throws Exception {
        Message recursive = ask("recursive.example.", Type.A);
        Message query = query("recursive.example.", Type.A);
        query.getHeader().unsetFlag(Flags.RD);
        Message iterative = exchange(query);

        assertEquals("192.0.2.2", recursive.getSection(Section.ANSWER).getFirst().rdataToString());
        assertEquals("192.0.2.3", iterative.getSection(Section.ANSWER).getFirst().rdataToString());
    }

    @Test
    void speaksEdnsToThoseWhoDo() throws Exception {
        Message query = query("host.example.", Type.A);
        query.addRecord(new OPTRecord(4096, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
        Message newer = query("host.example.", Type.A);
        newer.addRecord(new OPTRecord(4096, 0, 1), Section.ADDITIONAL);

        OPTRecord edns = exchange(query).getOPT();

        assertEquals(1232, edns.getPayloadSize());
        assertEquals(ExtendedFlags.DO, edns.getFlags());
        assertEquals(Rcode.BADVERS, exchange(newer).getRcode());
        assertEquals(null, exchange(query("host.example.", Type.A)).getOPT());
    }

    @Test
    void tellsWhatItDoesNotDo() throws Exception {
        Message update = query("host.example.", Type.A);
        update.getHeader().setOpcode(Opcode.UPDATE);
        Message none = new Message(7);
        Message two = query("host.example.", Type.A);
        two.addRecord(Record.newRecord(Name.fromString("b.example."), Type.A, 1), 0);

        assertEquals(Rcode.NOTIMP, exchange(update).getRcode());
        assertEquals(Rcode.NOTIMP, exchange(query("example.", Type.AXFR)).getRcode());
        assertEquals(Rcode.FORMERR, exchange(none).getRcode());
        assertEquals(Rcode.FORMERR, exchange(two).getRcode());
    }

    @Test
    void answersNeitherAnswersNorWhatHasNoHeader() throws Exception {
        Message answer = query("host.example.", Type.A);
        answer.getHeader().setFlag(Flags.QR);
        try (var socket = socket(port)) {
            send(socket, answer.toWire());
            send(socket, new byte[11]);
            socket.setSoTimeout(200);

            assertThrows(SocketTimeoutException.class, () -> receive(socket));
        }
    }

    @Test
    void answersAfterTenThousandMalformedDatagrams() throws Exception {
        var random = new Random(7);
        byte[] good = query("host.example.", Type.A).toWire();
        try (var socket = socket(port)) {
            for (int i = 0; i < MALFORMED; i++) {
                send(socket, malformed(i, good, random));
                if (i % 50 == 0) {
                    awaitAnswer();
                }
            }
        }

        awaitAnswer();
    }

    @Test
    void saysThatAHeaderIsFollowedByNonsense() throws Exception {
        byte[] loop = HexFormat.of().parseHex("beef01000001000000000000" + "c00c00010001");
        try (var socket = socket(port)) {
            send(socket, loop);

            byte[] reply = receive(socket);

            assertArrayEquals(HexFormat.of().parseHex("beef81010000000000000000"), reply);
        }
    }

    @Test
    void saysThatTheOtherServerIsDead() throws Exception {
        String dead;
        try (var gone = TestZone.start()) {
            dead = gone.address();
        }
        try (var forwarder = SampleProcess.start("dns", "--port", "0", "--forward", dead)) {
            int there = forwarder.readPort();

            Message reply = exchange(query("host.example.", Type.A), there);

            assertEquals(Rcode.SERVFAIL, reply.getRcode());
        }
    }

    @Test
    void endsInGoodOrderWhenAskedTo() throws Exception {
        try (var forwarder = SampleProcess.start("dns", "--port=0", "--forward", zone.address())) {
            forwarder.readPort();

            forwarder.terminate();

            assertEquals(0, forwarder.result().exitCode());
        }
    }

    @Test
    void saysInOneLineWhatItCannotUse() throws Exception {
        var unknown = SampleProcess.run("dns", "--forward", "no-such-host.invalid:53");

        assertEquals(
                new SampleProcess.Result(1, "", "there is no host no-such-host.invalid\n"),
                unknown);
    }

    private static byte[] malformed(int number, byte[] good, Random random) {
        byte[] bytes =
                switch (number % 4) {
                    case 0 -> new byte[random.nextInt(600)];
                    case 1 -> Arrays.copyOf(good, random.nextInt(good.length));
                    case 2 -> good.clone();
                    default -> Arrays.copyOf(good, good.length + random.nextInt(100));
                };
        switch (number % 4) {
            case 0 -> random.nextBytes(bytes);
            case 2 -> { // pointers to anywhere, themselves too
                int at = 12 + random.nextInt(good.length - 13);
                bytes[at] = (byte) (0xC0 | random.nextInt(2));
                bytes[at + 1] = (byte) random.nextInt(256);
            }
            case 3 -> { // counts of what is not there
                bytes[4 + random.nextInt(8)] = (byte) random.nextInt(256);
            }
            default -> {}
        }
        return bytes;
    }

    private static void awaitAnswer() {
        eventually()
                .until(() -> {
                    try {
                        return exchange(query("host.example.", Type.A)).getRcode() == Rcode.NOERROR;
                    } catch (SocketTimeoutException lost) {
                        return false;
                    }
                });
    }

    private static long ttl(Message reply) {
        return reply.getSection(Section.ANSWER).getFirst().getTTL();
    }

    private static Message query(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name), type, 1));
    }

    /// Asks as a resolver does: over UDP, then over TCP if it is told to.
    private static Message ask(String name, int type) throws IOException {
        Message query = query(name, type);
        Message reply = exchange(query);
        return reply.getHeader().getFlag(Flags.TC) ? overTcp(query) : reply;
    }

    private static Message overTcp(Message query) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            byte[] bytes = query.toWire();
            var output = new DataOutputStream(socket.getOutputStream());
            output.writeShort(bytes.length);
            output.write(bytes);
            var input = new DataInputStream(socket.getInputStream());
            return new Message(input.readNBytes(input.readUnsignedShort()));
        }
    }

    /// Asks over UDP alone.
    private static Message exchange(Message query) throws IOException {
        return exchange(query, port);
    }

    private static Message exchange(Message query, int port) throws IOException {
        try (var socket = socket(port)) {
            send(socket, query.toWire());
            return new Message(receive(socket));
        }
    }

    private static DatagramSocket socket(int port) throws IOException {
        var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.connect(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void send(DatagramSocket socket, byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length));
    }

    private static byte[] receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }
}
