package io.heddle.proxy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several TLVs, one behind the other (§2.2).
final class TlvBlock {

    private TlvBlock() {}

    /// What was found: the TLVs, or what is wrong.
    record Parsed(List<Tlv> tlvs, @Nullable String problem) {}

    /// Reads those of a header from all of the remaining bytes. Never throws.
    static Parsed parse(ByteBuffer bytes) {
        Parsed parsed = parseParts(bytes);
        for (Tlv tlv : parsed.tlvs()) {
            String problem = Tlv.problem(tlv.type(), tlv.bytes());
            if (problem != null) {
                return wrong(problem);
            }
        }
        return parsed;
    }

    /// The same, of the parts of one: whose types mean something else, so that none is inside
    /// another again.
    static Parsed parseParts(ByteBuffer bytes) {
        List<Tlv> tlvs = new ArrayList<>();
        while (bytes.hasRemaining()) {
            if (bytes.remaining() < Tlv.HEAD_BYTES) {
                return wrong(bytes.remaining() + " bytes are left, which are no TLV");
            }
            int type = bytes.get() & 0xff;
            int length = bytes.getShort() & 0xffff;
            if (length > bytes.remaining()) {
                String left = bytes.remaining() + " are left";
                return wrong("TLV 0x%02x has %d bytes, %s".formatted(type, length, left));
            }
            var value = new byte[length];
            bytes.get(value);
            tlvs.add(Tlv.unchecked(type, value));
        }
        return new Parsed(List.copyOf(tlvs), null);
    }

    private static Parsed wrong(String problem) {
        return new Parsed(List.of(), problem);
    }

    /// How many bytes they take.
    static int length(List<Tlv> tlvs) {
        int length = 0;
        for (Tlv tlv : tlvs) {
            length += Tlv.HEAD_BYTES + tlv.length();
        }
        return length;
    }

    static void write(List<Tlv> tlvs, ByteBuffer target) {
        for (Tlv tlv : tlvs) {
            target.put((byte) tlv.type()).putShort((short) tlv.length()).put(tlv.bytes());
        }
    }
}
