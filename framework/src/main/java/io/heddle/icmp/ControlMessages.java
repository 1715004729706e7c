package io.heddle.icmp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;

/// The control messages beside a received one: a row of `struct cmsghdr`, each with its data.
///
/// @param bytes the row, in native order
record ControlMessages(Platform platform, ByteBuffer bytes) {

    /// The data of the first one of a level and a type.
    Optional<ByteBuffer> find(int level, int type) {
        int header = platform.cmsghdr();
        int at = 0;
        while (bytes.limit() - at >= header) {
            long length = platform.hasWideLengths() ? bytes.getLong(at) : bytes.getInt(at);
            if (length < header || length > bytes.limit() - at) {
                break;
            }
            if (bytes.getInt(at + header - 8) == level && bytes.getInt(at + header - 4) == type) {
                ByteBuffer data = bytes.slice(at + header, (int) length - header);
                return Optional.of(data.order(ByteOrder.nativeOrder()));
            }
            int aligned = -platform.cmsgAlignment() & ((int) length + platform.cmsgAlignment() - 1);
            at += Math.min(aligned, bytes.limit() - at);
        }
        return Optional.empty();
    }

    /// The number in the first one of a level and a type, an int or a byte.
    OptionalInt number(int level, int type) {
        Optional<ByteBuffer> data = find(level, type);
        if (data.isEmpty() || !data.get().hasRemaining()) {
            return OptionalInt.empty();
        }
        boolean isInt = data.get().limit() >= Integer.BYTES;
        return OptionalInt.of(isInt ? data.get().getInt(0) : Byte.toUnsignedInt(data.get().get(0)));
    }
}
