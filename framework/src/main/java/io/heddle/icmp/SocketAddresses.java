package io.heddle.icmp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// `struct sockaddr_in` and `struct sockaddr_in6`, written and read.
final class SocketAddresses {

    private static final ValueLayout.OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int PORT_AT = 2;
    private static final int ADDRESS_AT = 4;
    private static final int ADDRESS6_AT = 8;
    private static final int SCOPE_AT = 24;

    private SocketAddresses() {}

    /// Writes one, with port 0: ICMP has none.
    static MemorySegment write(Platform platform, InetAddress address, SegmentAllocator allocator) {
        boolean is6 = address instanceof Inet6Address;
        int size = is6 ? Platform.SOCKADDR_IN6 : Platform.SOCKADDR_IN;
        MemorySegment bytes = allocator.allocate(size, Long.BYTES);
        int family = is6 ? platform.afInet6() : Platform.AF_INET;
        if (platform.hasAddressLength()) {
            bytes.set(JAVA_BYTE, 0, (byte) size);
            bytes.set(JAVA_BYTE, 1, (byte) family);
        } else {
            bytes.set(JAVA_SHORT, 0, (short) family);
        }
        MemorySegment.copy(
                MemorySegment.ofArray(address.getAddress()),
                0,
                bytes,
                is6 ? ADDRESS6_AT : ADDRESS_AT,
                address.getAddress().length);
        if (address instanceof Inet6Address v6) {
            bytes.set(JAVA_INT, SCOPE_AT, v6.getScopeId());
        }
        return bytes;
    }

    /// Reads one, without its scope.
    ///
    /// @param bytes as many as the system has written
    /// @return null if it is of no family of ours, or incomplete
    static @Nullable InetAddress read(Platform platform, MemorySegment bytes) {
        if (bytes.byteSize() < ADDRESS_AT) {
            return null;
        }
        int family =
                platform.hasAddressLength()
                        ? Byte.toUnsignedInt(bytes.get(JAVA_BYTE, 1))
                        : Short.toUnsignedInt(bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0));
        if (family == Platform.AF_INET && bytes.byteSize() >= Platform.SOCKADDR_IN) {
            return IpAddresses.of(bytes.asSlice(ADDRESS_AT, 4).toArray(JAVA_BYTE));
        }
        if (family == platform.afInet6() && bytes.byteSize() >= Platform.SOCKADDR_IN6) {
            return IpAddresses.of(bytes.asSlice(ADDRESS6_AT, 16).toArray(JAVA_BYTE));
        }
        return null;
    }

    /// The port of an address of either family.
    static int port(MemorySegment bytes) {
        return Short.toUnsignedInt(bytes.get(PORT, PORT_AT));
    }
}
