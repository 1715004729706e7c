package io.heddle.icmp;

import io.heddle.icmp.IcmpPacket.Discarded;
import io.heddle.icmp.IcmpPacket.Flaw;
import io.heddle.icmp.IcmpPacket.Problem;
import io.heddle.icmp.IcmpPacket.Quote;
import io.heddle.icmp.IcmpPacket.Reply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Reads what came from an ICMP socket: [RFC 791 §3.1](https://www.rfc-editor.org/rfc/rfc791), [RFC
/// 792](https://www.rfc-editor.org/rfc/rfc792), [RFC 8200
/// §3](https://www.rfc-editor.org/rfc/rfc8200#section-3), [RFC
/// 4443](https://www.rfc-editor.org/rfc/rfc4443). Whoever can reach the machine chooses the bytes:
/// each length is compared with what is there, and whatever is wrong is a [Discarded], never an
/// exception.
///
/// It holds no state. Buffers are left as they were.
final class IcmpParser {

    /// What stands before the ICMP message of a packet of IPv4.
    enum Prefix {
        /// Nothing.
        NONE,
        /// An IP header as it came over the wire.
        IP_HEADER,
        /// An IP header whose length field the system has changed.
        CHANGED_IP_HEADER
    }

    static final int ICMP_HEADER = 8;
    static final int TOKEN = Long.BYTES;

    private static final int LEAST_IP4_HEADER = 20;
    private static final int IP6_HEADER = 40;
    private static final int NEXT_IS_ICMP = 1;
    private static final int NEXT_IS_ICMP6 = 58;
    private static final int TTL_AT = 8;

    private IcmpParser() {}

    /// Reads a packet of IPv4.
    static IcmpPacket parse4(ByteBuffer packet, Prefix prefix) {
        ByteBuffer bytes = packet.slice().order(ByteOrder.BIG_ENDIAN);
        if (prefix == Prefix.NONE) {
            return message4(bytes, 0);
        }
        int header = header4(bytes);
        if (header < 0) {
            return new Discarded(
                    bytes.remaining() < LEAST_IP4_HEADER ? Flaw.TRUNCATED : Flaw.BAD_IP_HEADER);
        }
        int end = prefix == Prefix.IP_HEADER ? unsigned16(bytes, 2) : bytes.limit();
        if (end < header || end > bytes.limit()) {
            return new Discarded(Flaw.BAD_IP_HEADER);
        }
        return message4(bytes.slice(header, end - header), unsigned8(bytes, TTL_AT));
    }

    /// The length of a header of IPv4 that announces ICMP; -1 if it is none.
    private static int header4(ByteBuffer bytes) {
        if (bytes.limit() < LEAST_IP4_HEADER) {
            return -1;
        }
        int length = (bytes.get(0) & 0xf) * 4;
        boolean good =
                unsigned8(bytes, 0) >> 4 == 4
                        && length >= LEAST_IP4_HEADER
                        && length <= bytes.limit()
                        && bytes.get(9) == NEXT_IS_ICMP
                        && (unsigned16(bytes, 6) & 0x1fff) == 0; // a later fragment has no message
        return good ? length : -1;
    }

    private static IcmpPacket message4(ByteBuffer message, int ttl) {
        if (message.limit() < ICMP_HEADER) {
            return new Discarded(Flaw.TRUNCATED);
        }
        if (Checksum.of(message) != 0) {
            return new Discarded(Flaw.BAD_CHECKSUM);
        }
        int type = unsigned8(message, 0);
        int code = unsigned8(message, 1);
        if (type == IcmpVersion.IPV4.reply() && code == 0) {
            return reply(message, ttl);
        }
        Optional<IcmpError.Kind> kind = kind4(type, code);
        return kind.isEmpty()
                ? new Discarded(Flaw.OTHER_TYPE)
                : problem(kind.get(), message, quoted4(afterHeader(message)));
    }

    static Optional<IcmpError.Kind> kind4(int type, int code) {
        return Optional.ofNullable(
                switch (type) {
                    case 3 -> code == 4 ? IcmpError.Kind.TOO_BIG : IcmpError.Kind.UNREACHABLE;
                    case 11 -> IcmpError.Kind.TIME_EXCEEDED;
                    case 12 -> IcmpError.Kind.PARAMETER_PROBLEM;
                    default -> null;
                });
    }

    /// The quotation in an error: an IP header, and the first bytes that followed it.
    private static Optional<Quote> quoted4(ByteBuffer quotation) {
        int header = header4(quotation);
        if (header < 0 || unsigned16(quotation, 2) < header + ICMP_HEADER) {
            return Optional.empty();
        }
        var target = new byte[4];
        quotation.get(16, target);
        return quotedEcho(IcmpVersion.IPV4, quotation.slice(header, quotation.limit() - header))
                .map(quote -> quote.withTarget(IpAddresses.of(target)));
    }

    /// Reads a message of IPv6, whose headers and checksum are the system's business.
    static IcmpPacket parse6(ByteBuffer packet) {
        ByteBuffer message = packet.slice().order(ByteOrder.BIG_ENDIAN);
        if (message.limit() < ICMP_HEADER) {
            return new Discarded(Flaw.TRUNCATED);
        }
        int type = unsigned8(message, 0);
        if (type == IcmpVersion.IPV6.reply() && message.get(1) == 0) {
            return reply(message, 0);
        }
        Optional<IcmpError.Kind> kind = kind6(type);
        return kind.isEmpty()
                ? new Discarded(Flaw.OTHER_TYPE)
                : problem(kind.get(), message, quoted6(afterHeader(message)));
    }

    static Optional<IcmpError.Kind> kind6(int type) {
        return Optional.ofNullable(
                switch (type) {
                    case 1 -> IcmpError.Kind.UNREACHABLE;
                    case 2 -> IcmpError.Kind.TOO_BIG;
                    case 3 -> IcmpError.Kind.TIME_EXCEEDED;
                    case 4 -> IcmpError.Kind.PARAMETER_PROBLEM;
                    default -> null;
                });
    }

    private static Optional<Quote> quoted6(ByteBuffer quotation) {
        if (quotation.limit() < IP6_HEADER
                || unsigned8(quotation, 0) >> 4 != 6
                || quotation.get(6) != NEXT_IS_ICMP6) { // our requests have no extension headers
            return Optional.empty();
        }
        var target = new byte[16];
        quotation.get(24, target);
        return quotedEcho(
                        IcmpVersion.IPV6,
                        quotation.slice(IP6_HEADER, quotation.limit() - IP6_HEADER))
                .map(quote -> quote.withTarget(IpAddresses.of(target)));
    }

    /// Reads the beginning of an echo request of ours, as it stands in an error. Its checksum says
    /// nothing: the end may be missing.
    ///
    /// @return without its target; empty if it is none
    static Optional<Quote> quotedEcho(IcmpVersion type, ByteBuffer packet) {
        ByteBuffer echo = packet.slice().order(ByteOrder.BIG_ENDIAN);
        if (echo.limit() < ICMP_HEADER
                || unsigned8(echo, 0) != type.request()
                || echo.get(1) != 0) {
            return Optional.empty();
        }
        boolean hasToken = echo.limit() >= ICMP_HEADER + TOKEN;
        long token = hasToken ? echo.getLong(ICMP_HEADER) : 0;
        return Optional.of(
                new Quote(null, unsigned16(echo, 4), unsigned16(echo, 6), hasToken, token));
    }

    private static IcmpPacket reply(ByteBuffer message, int ttl) {
        if (message.limit() < ICMP_HEADER + TOKEN) {
            return new Discarded(Flaw.NO_TOKEN);
        }
        return new Reply(
                unsigned16(message, 4),
                unsigned16(message, 6),
                message.getLong(ICMP_HEADER),
                ttl,
                message.limit());
    }

    private static IcmpPacket problem(
            IcmpError.Kind kind, ByteBuffer message, Optional<Quote> quoted) {
        return quoted.isEmpty()
                ? new Discarded(Flaw.OTHER_QUOTE)
                : new Problem(kind, unsigned8(message, 0), unsigned8(message, 1), quoted.get());
    }

    private static ByteBuffer afterHeader(ByteBuffer message) {
        return message.slice(ICMP_HEADER, message.limit() - ICMP_HEADER);
    }

    private static int unsigned8(ByteBuffer bytes, int at) {
        return Byte.toUnsignedInt(bytes.get(at));
    }

    private static int unsigned16(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }
}
