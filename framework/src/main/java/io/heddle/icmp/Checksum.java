package io.heddle.icmp;

import java.nio.ByteBuffer;

/// The Internet checksum ([RFC 1071](https://www.rfc-editor.org/rfc/rfc1071)).
final class Checksum {

    private Checksum() {}

    /// The checksum of all bytes of a big-endian buffer, from 0 to its limit. Of a message that has
    /// a right one in it, 0.
    static int of(ByteBuffer bytes) {
        long sum = 0;
        int end = bytes.limit();
        for (int i = 0; i + 1 < end; i += 2) {
            sum += Short.toUnsignedInt(bytes.getShort(i));
        }
        if (end % 2 == 1) {
            sum += Byte.toUnsignedInt(bytes.get(end - 1)) << 8; // as if a 0 followed
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) (~sum & 0xffff);
    }
}
