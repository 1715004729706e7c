package io.heddle.icmp;

import java.nio.ByteBuffer;

/// The bytes of echo messages.
final class EchoMessages {

    private static final int CHECKSUM_AT = 2;

    private EchoMessages() {}

    /// A request. The checksum is that of IPv4; for IPv6, whose checksum is over addresses too, the
    /// system replaces it.
    ///
    /// @param payload how many bytes follow the header, at least 8: the token, then a pattern
    static byte[] request(
            IcmpVersion version, int identifier, int sequence, long token, int payload) {
        return write(version.request(), identifier, sequence, token, payload);
    }

    /// A reply to nothing: its numbers are those of no request.
    static byte[] reply(IcmpVersion version) {
        return write(version.reply(), 0, 0, 0, IcmpParser.TOKEN);
    }

    private static byte[] write(int type, int identifier, int sequence, long token, int payload) {
        var message = ByteBuffer.allocate(IcmpParser.ICMP_HEADER + payload);
        message.put((byte) type).put((byte) 0).putShort((short) 0);
        message.putShort((short) identifier).putShort((short) sequence).putLong(token);
        for (int i = IcmpParser.TOKEN; i < payload; i++) {
            message.put((byte) i);
        }
        message.putShort(CHECKSUM_AT, (short) Checksum.of(message.flip()));
        return message.array();
    }
}
