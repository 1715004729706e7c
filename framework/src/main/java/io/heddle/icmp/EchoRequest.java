package io.heddle.icmp;

import java.nio.ByteBuffer;

/// The bytes of an echo request.
final class EchoRequest {

    private static final int CHECKSUM_AT = 2;

    private EchoRequest() {}

    /// Writes one. The checksum is that of IPv4; for IPv6, whose checksum is over addresses too,
    /// the system replaces it.
    ///
    /// @param payload how many bytes follow the header, at least 8: the token, then a pattern
    static byte[] write(IcmpVersion type, int identifier, int sequence, long token, int payload) {
        var message = ByteBuffer.allocate(IcmpParser.ICMP_HEADER + payload);
        message.put((byte) type.request()).put((byte) 0).putShort((short) 0);
        message.putShort((short) identifier).putShort((short) sequence).putLong(token);
        for (int i = IcmpParser.TOKEN; i < payload; i++) {
            message.put((byte) i);
        }
        message.putShort(CHECKSUM_AT, (short) Checksum.of(message.flip()));
        return message.array();
    }
}
