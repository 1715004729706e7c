package io.heddle.icmp;

import java.util.Locale;
import java.util.Optional;

/// The numbers and layouts of the C library's sockets, where Linux and macOS differ. They are those
/// of 64-bit systems, as in the headers `bits/socket.h`, `linux/in.h`, `linux/errqueue.h` and
/// `sys/socket.h`, `netinet/in.h`.
enum Platform {
    LINUX,
    MACOS;

    static final int AF_INET = 2;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_RAW = 3;
    static final int IPPROTO_IP = 0;
    static final int IPPROTO_ICMP = 1;
    static final int IPPROTO_IPV6 = 41;
    static final int IPPROTO_ICMPV6 = 58;
    static final int F_SETFD = 2;
    static final int FD_CLOEXEC = 1;
    static final short POLLIN = 1;
    static final short POLLERR = 8;

    // of Linux alone
    static final int SOL_RAW = 255;
    static final int ICMP_FILTER = 1;
    static final int ICMP6_FILTER = 1;
    static final int IP_RECVERR = 11;
    static final int IPV6_RECVERR = 25;
    static final int MSG_ERRQUEUE = 0x2000;

    static final int SOCKADDR_IN = 16;
    static final int SOCKADDR_IN6 = 28;

    /// That of the machine.
    ///
    /// @return empty if it is none of these
    static Optional<Platform> current() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (!System.getProperty("sun.arch.data.model", "64").equals("64")) {
            return Optional.empty();
        }
        if (name.startsWith("linux")) {
            return Optional.of(LINUX);
        }
        return name.startsWith("mac") ? Optional.of(MACOS) : Optional.empty();
    }

    private int of(int linux, int macos) {
        return this == LINUX ? linux : macos;
    }

    int afInet6() {
        return of(10, 30);
    }

    int solSocket() {
        return of(1, 0xffff);
    }

    int soRcvbuf() {
        return of(8, 0x1002);
    }

    int msgDontwait() {
        return of(0x40, 0x80);
    }

    int ipTtl() {
        return of(2, 4);
    }

    int ipRecvttl() {
        return of(12, 24);
    }

    /// The type of the control message that the option before asks for.
    int ipTtlMessage() {
        return of(2, 24);
    }

    int ipv6UnicastHops() {
        return of(16, 4);
    }

    int ipv6Recvhoplimit() {
        return of(51, 37);
    }

    int ipv6HoplimitMessage() {
        return of(52, 47);
    }

    /// Whether addresses begin with a byte that tells their length.
    boolean hasAddressLength() {
        return this == MACOS;
    }

    /// Whether a ping socket of IPv4 receives IP headers, as raw sockets do.
    boolean pingSocketHasIpHeader() {
        return this == MACOS;
    }

    /// What stands before the messages of a raw socket of IPv4.
    IcmpParser.Prefix rawPrefix() {
        return this == LINUX ? IcmpParser.Prefix.IP_HEADER : IcmpParser.Prefix.CHANGED_IP_HEADER;
    }

    /// Whether the system chooses the identifier of a ping socket, the number it is bound to.
    boolean choosesIdentifier() {
        return this == LINUX;
    }

    /// Whether errors come by a queue beside the messages (`IP_RECVERR`).
    boolean hasErrorQueue() {
        return this == LINUX;
    }

    // struct msghdr: where its fields are, and how wide two of them are

    int msghdr() {
        return of(56, 48);
    }

    int msgIov() {
        return 16;
    }

    int msgIovlen() {
        return 24;
    }

    int msgControl() {
        return 32;
    }

    int msgControllen() {
        return 40;
    }

    int msgFlags() {
        return of(48, 44);
    }

    /// Whether msg_iovlen, msg_controllen and cmsg_len are of 8 bytes; else of 4.
    boolean hasWideLengths() {
        return this == LINUX;
    }

    int cmsghdr() {
        return of(16, 12);
    }

    int cmsgAlignment() {
        return of(8, 4);
    }
}
