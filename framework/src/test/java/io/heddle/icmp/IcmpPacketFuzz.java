package io.heddle.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.icmp.IcmpPacket.Discarded;
import io.heddle.icmp.IcmpPacket.Problem;
import io.heddle.icmp.IcmpPacket.Reply;
import io.heddle.icmp.IcmpParser.Prefix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// What comes from an ICMP socket, by either version, and what the system says beside it: whatever
/// the bytes, they are read or discarded. Checksums are mended, so that more is behind them.
public final class IcmpPacketFuzz {

    private static final InetAddress SOMEBODY = InetAddress.ofLiteral("192.0.2.7");

    private IcmpPacketFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        for (Prefix prefix : Prefix.values()) {
            check(IcmpParser.parse4(ByteBuffer.wrap(input), prefix), input);
            check(IcmpParser.parse4(ByteBuffer.wrap(mended(input, prefix)), prefix), input);
        }
        check(IcmpParser.parse6(ByteBuffer.wrap(input)), input);
        for (Platform platform : Platform.values()) {
            readBeside(platform, input);
        }
    }

    private static byte[] mended(byte[] input, Prefix prefix) {
        byte[] packet = input.clone();
        int header = prefix == Prefix.NONE || packet.length == 0 ? 0 : (packet[0] & 0xf) * 4;
        if (packet.length >= header + 4) {
            byte[] message =
                    Packets.withChecksum(Arrays.copyOfRange(packet, header, packet.length));
            System.arraycopy(message, 0, packet, header, message.length);
        }
        return packet;
    }

    private static void check(IcmpPacket packet, byte[] input) {
        switch (packet) {
            case Reply reply -> {
                assertTrue(reply.bytes() <= input.length && reply.bytes() >= 16, "length");
                assertTrue(isNumber(reply.identifier()) && isNumber(reply.sequence()), "numbers");
                assertTrue(reply.ttl() >= 0 && reply.ttl() <= 255, "ttl");
            }
            case Problem problem -> {
                assertTrue(isNumber(problem.quoted().identifier()), "numbers");
                assertTrue(problem.quoted().target() != null, "target");
            }
            case Discarded discarded -> assertTrue(discarded.flaw() != null, "reason");
        }
    }

    private static boolean isNumber(int value) {
        return value >= 0 && value <= 0xffff;
    }

    /// The first half as control messages and as an address, the second as what they are about.
    private static void readBeside(Platform platform, byte[] input) {
        ByteBuffer whole = ByteBuffer.wrap(input);
        ByteBuffer first = whole.slice(0, input.length / 2);
        ByteBuffer second = whole.slice(input.length / 2, input.length - input.length / 2);
        try (var arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(first.limit() + 1L, 8);
            copy.asSlice(0, first.limit()).copyFrom(MemorySegment.ofBuffer(first));
            MemorySegment exact = copy.asSlice(0, first.limit());
            var control =
                    new ControlMessages(
                            platform, exact.asByteBuffer().order(ByteOrder.nativeOrder()));
            for (IcmpVersion version : IcmpVersion.values()) {
                QueuedError.read(version, second, SOMEBODY, control)
                        .ifPresent(
                                error -> assertEquals(SOMEBODY, error.problem().quoted().target()));
            }
            control.number(Platform.IPPROTO_IP, platform.ipTtlMessage());
            SocketAddresses.read(platform, exact);
        }
    }
}
