package io.heddle.icmp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The native memory that a message is received in, over and over: `struct msghdr` and what it
/// points to. What the system says about lengths is cut to what there is.
///
/// Confined to the thread that has opened the arena.
final class ReceivedMessage {

    private static final int LONGEST_PACKET = 65_536;
    private static final int LONGEST_ADDRESS = 128; // struct sockaddr_storage
    private static final int CONTROL = 512;

    private final Libc libc;
    private final Platform platform;
    private final MemorySegment header;
    private final MemorySegment address;
    private final MemorySegment packet;
    private final MemorySegment control;
    private int length;

    ReceivedMessage(Libc libc, Arena arena) {
        this.libc = libc;
        this.platform = libc.platform();
        this.header = arena.allocate(platform.msghdr(), Long.BYTES);
        this.address = arena.allocate(LONGEST_ADDRESS, Long.BYTES);
        this.packet = arena.allocate(LONGEST_PACKET, Long.BYTES);
        this.control = arena.allocate(CONTROL, Long.BYTES);
        MemorySegment vector = arena.allocate(2 * ADDRESS.byteSize(), Long.BYTES); // struct iovec
        vector.set(ADDRESS, 0, packet);
        vector.set(JAVA_LONG, ADDRESS.byteSize(), packet.byteSize());
        header.set(ADDRESS, 0, address);
        header.set(ADDRESS, platform.msgIov(), vector);
        setLength(platform.msgIovlen(), 1);
        header.set(ADDRESS, platform.msgControl(), control);
    }

    private void setLength(int at, int value) {
        if (platform.hasWideLengths()) {
            header.set(JAVA_LONG, at, value);
        } else {
            header.set(JAVA_INT, at, value);
        }
    }

    /// Receives one, if there is one.
    ///
    /// @param flags besides that it does not wait
    /// @return below 0 for an error, which says that there is none or why
    int receive(int descriptor, int flags) {
        header.set(JAVA_INT, ADDRESS.byteSize(), LONGEST_ADDRESS);
        setLength(platform.msgControllen(), CONTROL);
        header.set(JAVA_INT, platform.msgFlags(), 0);
        int result = libc.recvmsg(descriptor, header, flags | platform.msgDontwait());
        length = Math.clamp(result, 0, LONGEST_PACKET);
        return result;
    }

    /// What came last; good until the next one.
    ByteBuffer packet() {
        return packet.asSlice(0, length).asByteBuffer().asReadOnlyBuffer();
    }

    /// The address that came with it: of the sender, or in an error queue of the target.
    ///
    /// @return null if there is none
    @Nullable InetAddress address() {
        int written = Math.clamp(header.get(JAVA_INT, ADDRESS.byteSize()), 0, LONGEST_ADDRESS);
        return SocketAddresses.read(platform, address.asSlice(0, written));
    }

    /// What the system says about it.
    ControlMessages control() {
        long told =
                platform.hasWideLengths()
                        ? header.get(JAVA_LONG, platform.msgControllen())
                        : header.get(JAVA_INT, platform.msgControllen());
        int written = (int) Math.clamp(told, 0, (long) CONTROL);
        return new ControlMessages(
                platform,
                control.asSlice(0, written).asByteBuffer().order(ByteOrder.nativeOrder()));
    }
}
