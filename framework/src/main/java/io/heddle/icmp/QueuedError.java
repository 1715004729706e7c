package io.heddle.icmp;

import io.heddle.icmp.IcmpPacket.Problem;
import io.heddle.icmp.IcmpPacket.Quote;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An error about a request of a ping socket, from the error queue of Linux: the request, and
/// beside it a `struct sock_extended_err` with the address of who reports it (ip(7), `IP_RECVERR`).
///
/// @param from who reports it
record QueuedError(Problem problem, InetAddress from) {

    private static final int ORIGIN_AT = 4;
    private static final int TYPE_AT = 5;
    private static final int CODE_AT = 6;
    private static final int OFFENDER_AT = 16;
    private static final int FROM_ICMP = 2;
    private static final int FROM_ICMP6 = 3;

    /// Reads one.
    ///
    /// @param target the address that came with the message
    /// @return empty if it is none that another machine has sent about an echo request
    static Optional<QueuedError> read(
            IcmpVersion version,
            ByteBuffer packet,
            @Nullable InetAddress target,
            ControlMessages control) {
        boolean is4 = version == IcmpVersion.IPV4;
        Optional<ByteBuffer> data =
                is4
                        ? control.find(Platform.IPPROTO_IP, Platform.IP_RECVERR)
                        : control.find(Platform.IPPROTO_IPV6, Platform.IPV6_RECVERR);
        Optional<Quote> quote = IcmpParser.quotedEcho(version, packet);
        if (data.isEmpty() || quote.isEmpty() || target == null) {
            return Optional.empty();
        }
        ByteBuffer error = data.get();
        if (error.limit() < OFFENDER_AT || error.get(ORIGIN_AT) != (is4 ? FROM_ICMP : FROM_ICMP6)) {
            return Optional.empty();
        }
        int type = Byte.toUnsignedInt(error.get(TYPE_AT));
        int code = Byte.toUnsignedInt(error.get(CODE_AT));
        Optional<IcmpError.Kind> kind = is4 ? IcmpParser.kind4(type, code) : IcmpParser.kind6(type);
        InetAddress from =
                SocketAddresses.read(
                        control.platform(),
                        MemorySegment.ofBuffer(
                                error.slice(OFFENDER_AT, error.limit() - OFFENDER_AT)));
        if (kind.isEmpty() || from == null) {
            return Optional.empty();
        }
        return Optional.of(
                new QueuedError(
                        new Problem(kind.get(), type, code, quote.get().withTarget(target)), from));
    }
}
