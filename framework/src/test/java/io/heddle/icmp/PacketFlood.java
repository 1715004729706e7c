package io.heddle.icmp;

import io.heddle.icmp.Malformed.Packet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Malformed packets over raw sockets, at a [Pinger] on which threads wait.
final class PacketFlood {

    private static final int IPPROTO_RAW = 255; // what is sent has an IP header
    private static final int WAITING = 50;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int TRIES = 25;
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress LOOPBACK6 = InetAddress.ofLiteral("::1");

    private final Libc libc = Libc.load();
    private final int raw4;
    private final IcmpSocket raw6;

    private PacketFlood() throws IOException {
        raw4 = libc.socket(Platform.AF_INET, Platform.SOCK_RAW, IPPROTO_RAW);
        raw6 = IcmpSocket.open(libc, IcmpVersion.IPV6, 64);
    }

    /// Sends as many, and says in one line what has changed.
    ///
    /// @param silent an address that answers nothing
    @SuppressWarnings("try") // closed before its time, which ends the waits
    static String run(String silent, int count) throws Exception {
        var flood = new PacketFlood();
        long aloneSent = flood.send(count / 5, 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var pinger = Pinger.open()) {
            InetAddress target = InetAddress.ofLiteral(silent);
            long beforePings = messagesSent();
            List<Future<PingOutcome>> waiting = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                waiting.add(threads.submit(() -> pinger.ping(target, LONG)));
            }
            while (messagesSent() - beforePings < WAITING) {
                if (waiting.stream().anyMatch(Future::isDone)) {
                    return "a wait ended before the flood: " + waiting;
                }
                Thread.onSpinWait();
            }
            long sameSent = flood.send(count / 5, 1); // and everything is warm now
            long before = residentKilobytes();
            flood.send(count, 2);
            boolean answers = answers(pinger, LOOPBACK) && answers(pinger, LOOPBACK6);
            long grown = residentKilobytes() - before;
            boolean undisturbed =
                    pinger.outstanding() == WAITING && waiting.stream().noneMatch(Future::isDone);
            String result =
                    "undisturbed %s, answers %s, discarded %s, sent %d, grown %d"
                            .formatted(
                                    undisturbed,
                                    answers,
                                    pinger.discarded() > count / 2,
                                    sameSent - aloneSent,
                                    grown);
            pinger.close();
            return result;
        } finally {
            flood.raw6.close();
            flood.libc.close(flood.raw4);
        }
    }

    /// Whether there is an answer. While the flood fills the socket's buffer the system drops some.
    private static boolean answers(Pinger pinger, InetAddress target) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            if (pinger.ping(target, SHORT) instanceof EchoReply) {
                return true;
            }
        }
        return false;
    }

    /// @return how many ICMP messages the machine has sent meanwhile
    private long send(int count, long seed) throws IOException {
        long before = messagesSent();
        var malformed = new Malformed(new Random(seed));
        for (int i = 0; i < count; i++) {
            Packet packet = malformed.next();
            if (packet.version() == IcmpVersion.IPV6) {
                raw6.send(packet.bytes().array(), LOOPBACK6);
            } else {
                send4(packet.bytes().array());
            }
        }
        return messagesSentInAll() - before;
    }

    /// Waits until the system has dealt with what it was sent: where it is busy, that is later.
    private static long messagesSentInAll() throws IOException {
        long sent = messagesSent();
        while (true) {
            LockSupport.parkNanos(QUIET_NANOS);
            long now = messagesSent();
            if (now == sent) {
                return sent;
            }
            sent = now;
        }
    }

    private void send4(byte[] bytes) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment address = SocketAddresses.write(libc.platform(), LOOPBACK, arena);
            libc.sendto(raw4, arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes), 0, address);
        }
    }

    private static long messagesSent() throws IOException {
        long sent = 0;
        List<String> lines = Files.readAllLines(Path.of("/proc/net/snmp"));
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            if (lines.get(i).startsWith("Icmp:")) {
                List<String> names = List.of(lines.get(i).split(" ", -1));
                sent += number(lines.get(i + 1).split(" ", -1)[names.indexOf("OutMsgs")]);
            }
        }
        for (String line : Files.readAllLines(Path.of("/proc/net/snmp6"))) {
            if (line.matches("Icmp6Out(Echos|EchoReplies|DestUnreachs) .*")) { // not of neighbours
                sent += number(line.split("\\s+", -1)[1]);
            }
        }
        return sent;
    }

    private static long residentKilobytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return number(line.split("\\s+", -1)[1]);
            }
        }
        throw new IOException("no VmRSS");
    }

    private static long number(String text) {
        return Long.parseLong(text.strip());
    }
}
