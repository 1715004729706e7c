package io.heddle.icmp;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/// Malformed packets, each another one, of types that no system answers.
final class Malformed {

    /// One of them.
    ///
    /// @param bytes of IPv4 with an IP header, of IPv6 without
    record Packet(IcmpVersion version, ByteBuffer bytes) {}

    private static final int[] TYPES = {0, 3, 11, 12};
    private static final InetAddress TARGET = InetAddress.ofLiteral("10.7.7.7");
    private static final InetAddress TARGET6 = InetAddress.ofLiteral("fd07::7");

    private final Random random;

    Malformed(Random random) {
        this.random = random;
    }

    Packet next() {
        return switch (random.nextInt(8)) {
            case 0 -> version4(5, badChecksum(reply()));
            case 1 -> version4(15, reply()); // of another identifier, or token
            case 2 -> version4(random.nextInt(5, 16), truncated(reply()));
            case 3 -> version4(5, error(5));
            case 4 -> version4(15, error(15));
            case 5 -> version4(5, truncated(error(random.nextInt(5, 16))));
            case 6 -> version4(5, ofRandomBytes());
            default -> version6();
        };
    }

    private Packet version4(int words, byte[] message) {
        return new Packet(IcmpVersion.IPV4, ByteBuffer.wrap(Packets.ip4(words, 64, message)));
    }

    private byte[] reply() {
        return Packets.reply(random.nextInt(0x10000), random.nextInt(60), random.nextLong(), 56);
    }

    private byte[] request(IcmpVersion version) {
        return EchoMessages.request(
                version, random.nextInt(0x10000), random.nextInt(60), random.nextLong(), 56);
    }

    private byte[] error(int words) {
        int type = TYPES[random.nextInt(1, TYPES.length)];
        return Packets.error(type, random.nextInt(16), words, TARGET, request(IcmpVersion.IPV4));
    }

    private static byte[] badChecksum(byte[] message) {
        message[2] ^= 0x55;
        return message;
    }

    private byte[] truncated(byte[] message) {
        byte[] rest = Arrays.copyOf(message, random.nextInt(message.length));
        return rest.length < 4 ? rest : Packets.withChecksum(rest);
    }

    private byte[] ofRandomBytes() {
        var message = new byte[random.nextInt(4, 200)];
        random.nextBytes(message);
        message[0] = (byte) TYPES[random.nextInt(TYPES.length)];
        return Packets.withChecksum(message);
    }

    private Packet version6() {
        byte[] message =
                Packets.error6(
                        random.nextInt(1, 5),
                        random.nextInt(8),
                        TARGET6,
                        request(IcmpVersion.IPV6));
        if (random.nextBoolean()) {
            message = Arrays.copyOf(message, random.nextInt(8, message.length));
        }
        return new Packet(IcmpVersion.IPV6, ByteBuffer.wrap(message));
    }
}
