package io.heddle.samples;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// The name server of the zone `example`, over UDP and TCP on loopback. What its names stand for is
/// in [#answer(Message)]. Counts who is asked for. Its threads are the JDK's plain ones.
final class TestZone implements AutoCloseable {

    static final int TTL = 300;
    static final int NEGATIVE_TTL = 30;
    static final String LONG_TEXT = "x".repeat(250);
    static final int LONG_TEXTS = 20;

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int MAX_MESSAGE = 65_535;
    private static final int MAX_DATAGRAM = 1232;

    private final Map<Name, LongAdder> questions = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ServerSocket streams = new ServerSocket(0, 50, LOOPBACK);
    private final DatagramSocket datagrams;

    private TestZone() throws IOException {
        try {
            datagrams = new DatagramSocket(streams.getLocalPort(), LOOPBACK);
        } catch (IOException taken) {
            streams.close();
            throw taken;
        }
        Thread.ofPlatform().daemon().start(() -> repeat(this::serveStream));
        Thread.ofPlatform().daemon().start(() -> repeat(this::serveDatagram));
    }

    /// Of UDP and TCP the same port must be free.
    static TestZone start() throws IOException {
        IOException failure = new IOException();
        for (int tries = 0; tries < 10; tries++) {
            try {
                return new TestZone();
            } catch (IOException taken) {
                failure = taken;
            }
        }
        throw failure;
    }

    String address() {
        return "127.0.0.1:" + streams.getLocalPort();
    }

    /// How often a name was asked for.
    long questions(String name) throws TextParseException {
        LongAdder count = questions.get(Name.fromString(name));
        return count == null ? 0 : count.sum();
    }

    /// Has questions answered that are held.
    void release() {
        released.countDown();
    }

    private interface Step {
        void take() throws Exception;
    }

    private void repeat(Step step) {
        while (!streams.isClosed()) {
            try {
                step.take();
            } catch (Exception closed) {
                // seen above
            }
        }
    }

    private void serveStream() throws Exception {
        try (var socket = streams.accept()) {
            var input = new DataInputStream(socket.getInputStream());
            byte[] reply =
                    answer(new Message(input.readNBytes(input.readUnsignedShort()))).toWire();
            var output = new DataOutputStream(socket.getOutputStream());
            output.writeShort(reply.length);
            output.write(reply);
        }
    }

    private void serveDatagram() throws Exception {
        var packet = new DatagramPacket(new byte[MAX_MESSAGE], MAX_MESSAGE);
        datagrams.receive(packet);
        Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        Message reply = answer(query);
        String name = query.getQuestion().getName().toString();
        if (name.equals("lost.example.") && questions(name) == 1) {
            return;
        }
        if (name.equals("forged.example.")) {
            send(packet, wrongId(reply));
            send(packet, wrongQuestion(reply));
            send(packet, new byte[] {1, 2, 3});
        }
        byte[] whole = reply.toWire();
        send(packet, whole.length <= MAX_DATAGRAM ? whole : reply.toWire(MAX_DATAGRAM));
    }

    private void send(DatagramPacket asked, byte[] bytes) throws IOException {
        datagrams.send(new DatagramPacket(bytes, bytes.length, asked.getSocketAddress()));
    }

    private static byte[] wrongId(Message reply) {
        Message wrong = reply.clone();
        wrong.getHeader().setID(reply.getHeader().getID() ^ 1);
        wrong.getHeader().setRcode(Rcode.REFUSED);
        return wrong.toWire();
    }

    private static byte[] wrongQuestion(Message reply) throws IOException {
        Message wrong = new Message(reply.getHeader().getID());
        wrong.getHeader().setFlag(Flags.QR);
        Name other = Name.fromString("other.example.");
        wrong.addRecord(Record.newRecord(other, Type.A, 1), Section.QUESTION);
        return wrong.toWire();
    }

    private Message answer(Message query) throws Exception {
        Record question = query.getQuestion();
        questions.computeIfAbsent(question.getName(), _ -> new LongAdder()).increment();
        String name = question.getName().toString(true).toLowerCase(Locale.ROOT);
        var reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.AA);
        reply.getHeader().setFlag(Flags.RA);
        reply.addRecord(question, Section.QUESTION);
        switch (name) {
            case "held.example" -> {
                released.await(10, TimeUnit.SECONDS);
                add(reply, Type.A, "192.0.2.1");
            }
            case "large.example" -> {
                for (int i = 0; i < LONG_TEXTS; i++) {
                    add(reply, Type.TXT, "%02d%s".formatted(i, LONG_TEXT));
                }
            }
            case "broken.example" -> reply.getHeader().setRcode(Rcode.SERVFAIL);
            case "recursive.example" ->
                    add(
                            reply,
                            Type.A,
                            query.getHeader().getFlag(Flags.RD) ? "192.0.2.2" : "192.0.2.3");
            case "host.example", "lost.example", "forged.example", "aged.example" -> {
                switch (question.getType()) {
                    case Type.A -> add(reply, Type.A, "192.0.2.1");
                    case Type.AAAA -> add(reply, Type.AAAA, "2001:db8::1");
                    default -> addZone(reply);
                }
            }
            default -> {
                reply.getHeader().setRcode(Rcode.NXDOMAIN);
                addZone(reply);
            }
        }
        return reply;
    }

    private static void add(Message reply, int type, String data) throws IOException {
        Name name = reply.getQuestion().getName();
        reply.addRecord(Record.fromString(name, type, 1, TTL, data, Name.root), Section.ANSWER);
    }

    private static void addZone(Message reply) throws IOException {
        String data = "ns.example. admin.example. 1 3600 600 86400 " + NEGATIVE_TTL;
        Name name = Name.fromString("example.");
        reply.addRecord(
                Record.fromString(name, Type.SOA, 1, TTL, data, Name.root), Section.AUTHORITY);
    }

    @Override
    public void close() throws IOException {
        release();
        streams.close();
        datagrams.close();
    }
}
