package io.heddle.icmp;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Packets as others send them.
final class Packets {

    private static final int CHECKSUM_AT = 2;

    private Packets() {}

    static byte[] reply(int identifier, int sequence, long token, int payload) {
        byte[] message =
                EchoMessages.request(IcmpVersion.IPV4, identifier, sequence, token, payload);
        message[0] = 0;
        return withChecksum(message);
    }

    static byte[] reply6(int identifier, int sequence, long token, int payload) {
        byte[] message =
                EchoMessages.request(IcmpVersion.IPV6, identifier, sequence, token, payload);
        message[0] = (byte) 129;
        return message;
    }

    /// A packet of IPv4, to and from the loopback address, with as many options as do nothing.
    ///
    /// @param words how long its header is, in words of 4 bytes
    static byte[] ip4(int words, int ttl, byte[] message) {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        return ip4(words, ttl, loopback, message);
    }

    private static byte[] ip4(int words, int ttl, InetAddress target, byte[] message) {
        var packet = ByteBuffer.allocate(words * 4 + message.length);
        packet.put((byte) (0x40 | words)).put((byte) 0).putShort((short) packet.capacity());
        packet.putInt(0).put((byte) ttl).put((byte) 1).putShort((short) 0);
        packet.put(new byte[] {127, 0, 0, 1}).put(target.getAddress());
        while (packet.position() < words * 4) {
            packet.put((byte) 1); // the option that does nothing
        }
        return packet.put(message).array();
    }

    /// An error that quotes all of a request.
    ///
    /// @param words how long the quoted header is
    static byte[] error(int type, int code, int words, InetAddress target, byte[] request) {
        byte[] quoted = ip4(words, 1, target, request);
        var message = ByteBuffer.allocate(8 + quoted.length);
        message.put((byte) type).put((byte) code).putShort((short) 0).putInt(0).put(quoted);
        return withChecksum(message.array());
    }

    static byte[] error6(int type, int code, InetAddress target, byte[] request) {
        var message = ByteBuffer.allocate(8 + 40 + request.length);
        message.put((byte) type).put((byte) code).putShort((short) 0).putInt(0);
        message.putInt(0x6000_0000).putShort((short) request.length).put((byte) 58).put((byte) 1);
        message.put(new byte[16]).put(target.getAddress()).put(request);
        return message.array();
    }

    /// The first bytes of a message, in good order.
    static byte[] cut(byte[] message, int length) {
        return withChecksum(Arrays.copyOf(message, length));
    }

    static byte[] withChecksum(byte[] message) {
        var bytes = ByteBuffer.wrap(message);
        bytes.putShort(CHECKSUM_AT, (short) 0);
        bytes.putShort(CHECKSUM_AT, (short) Checksum.of(bytes));
        return message;
    }
}
