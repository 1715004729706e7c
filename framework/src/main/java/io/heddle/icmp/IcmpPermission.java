package io.heddle.icmp;

import io.heddle.PermissionException;
import java.util.Optional;

/// What this process may do with ICMP.
///
/// @param ipv4 how it gets at ICMP of IPv4
/// @param ipv6 how it gets at ICMP of IPv6
/// @param missing what is missing and how to get it, in plain words; empty if nothing is
public record IcmpPermission(IcmpAccess ipv4, IcmpAccess ipv6, String missing) {

    /// Finds out: opens sockets, and closes them. Sends nothing and throws nothing.
    public static IcmpPermission probe() {
        try {
            return probe(Libc.load());
        } catch (PermissionException | UnsupportedOperationException none) {
            return new IcmpPermission(
                    IcmpAccess.NONE, IcmpAccess.NONE, String.valueOf(none.getMessage()));
        }
    }

    private static IcmpPermission probe(Libc libc) {
        Attempt ipv4 = Attempt.of(libc, IcmpVersion.IPV4);
        Attempt ipv6 = Attempt.of(libc, IcmpVersion.IPV6);
        Optional<SocketRefusedException> refused = ipv4.refused.or(() -> ipv6.refused);
        return new IcmpPermission(
                ipv4.access, ipv6.access, refused.map(IcmpPermission::missing).orElse(""));
    }

    /// What is missing where a socket was refused.
    static String missing(SocketRefusedException refused) {
        return refused.isForWantOfPermission()
                ? PermissionFacts.read().print()
                : String.valueOf(refused.getMessage());
    }

    /// Whether anything can be asked at all.
    public boolean isGranted() {
        return ipv4 != IcmpAccess.NONE || ipv6 != IcmpAccess.NONE;
    }

    private record Attempt(IcmpAccess access, Optional<SocketRefusedException> refused) {

        static Attempt of(Libc libc, IcmpVersion version) {
            try (var socket = IcmpSocket.open(libc, version, PingerConfig.DEFAULT.ttl())) {
                return new Attempt(socket.access(), Optional.empty());
            } catch (SocketRefusedException refused) {
                return new Attempt(IcmpAccess.NONE, Optional.of(refused));
            }
        }
    }
}
