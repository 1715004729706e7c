package io.heddle.udp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A multicast group that a server listens to.
///
/// @param group the address of the group
/// @param on the interface by which its datagrams come
/// @param source the only sender that is listened to ([RFC
///   4607](https://www.rfc-editor.org/rfc/rfc4607)); null: any
public record Membership(InetAddress group, NetworkInterface on, @Nullable InetAddress source) {

    /// @throws IllegalArgumentException if the group's address is none of multicast, or the source
    ///   is of the other family
    public Membership {
        Objects.requireNonNull(on, "on");
        new Bounds()
                .check(
                        group.isMulticastAddress(),
                        "group must be a multicast address, was " + group.getHostAddress())
                .check(
                        source == null || isV4(source) == isV4(group),
                        "source must be of the family of the group")
                .throwIfAny();
    }

    /// All senders of a group.
    public static Membership of(InetAddress group, NetworkInterface on) {
        return new Membership(group, on, null);
    }

    /// A copy that listens to one sender alone.
    public Membership withSource(InetAddress source) {
        return new Membership(group, on, source);
    }

    boolean isV4() {
        return isV4(group);
    }

    private static boolean isV4(InetAddress address) {
        return address instanceof Inet4Address;
    }
}
