package io.heddle.proxy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// Addresses and ports as version 1 has them (§2.1): stricter than what the JDK takes, and never
/// looked up.
final class AddressText {

    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int MAPPED_PREFIX = 12; // bytes of ::ffff:0:0/96
    private static final int MOST_PORT = 0xffff;

    private AddressText() {}

    /// An IPv4 address of four numbers without leading zeros.
    ///
    /// @return null if it is none
    static @Nullable InetAddress parseV4(String text) {
        byte[] bytes = v4Bytes(text);
        return bytes == null ? null : address(bytes);
    }

    private static byte @Nullable [] v4Bytes(String text) {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != V4_BYTES) {
            return null;
        }
        var bytes = new byte[V4_BYTES];
        for (int i = 0; i < V4_BYTES; i++) {
            int number = parseNumber(numbers[i], 0xff);
            if (number < 0) {
                return null;
            }
            bytes[i] = (byte) number;
        }
        return bytes;
    }

    /// An IPv6 address of eight groups, of which a run of zeros may be left out; the last two may
    /// be an IPv4 address, as HAProxy has those within IPv6 ([RFC 4291
    /// §2.2](https://www.rfc-editor.org/rfc/rfc4291#section-2.2)).
    ///
    /// @return null if it is none
    static @Nullable InetAddress parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] all = groups(text, true);
            return all != null && all.length == V6_BYTES ? address(all) : null;
        }
        byte[] head = groups(text.substring(0, gap), false);
        byte[] tail = groups(text.substring(gap + 2), true);
        if (head == null || tail == null || head.length + tail.length > V6_BYTES - 2) {
            return null;
        }
        var bytes = new byte[V6_BYTES];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(tail, 0, bytes, V6_BYTES - tail.length, tail.length);
        return address(bytes);
    }

    /// @param last whether the address ends here, perhaps with an IPv4 address
    private static byte @Nullable [] groups(String text, boolean last) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] groups = text.split(":", -1);
        boolean dotted = last && groups[groups.length - 1].indexOf('.') >= 0;
        int hex = dotted ? groups.length - 1 : groups.length;
        var bytes = new byte[2 * groups.length + (dotted ? 2 : 0)];
        for (int i = 0; i < hex; i++) {
            int group = parseGroup(groups[i]);
            if (group < 0) {
                return null;
            }
            bytes[2 * i] = (byte) (group >> Byte.SIZE);
            bytes[2 * i + 1] = (byte) group;
        }
        if (dotted) {
            byte[] v4 = v4Bytes(groups[hex]);
            if (v4 == null) {
                return null;
            }
            System.arraycopy(v4, 0, bytes, 2 * hex, V4_BYTES);
        }
        return bytes;
    }

    private static int parseGroup(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        int group = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            group = group * 16 + digit;
        }
        return group;
    }

    /// A port without leading zeros.
    ///
    /// @return -1 if it is none
    static int parsePort(String text) {
        return parseNumber(text, MOST_PORT);
    }

    private static int parseNumber(String text, int most) {
        boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
        if (text.isEmpty() || text.length() > 5 || leadingZero) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number <= most ? number : -1;
    }

    /// An address of 4 or 16 bytes. An IPv4 address within IPv6 is the IPv4 address.
    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /// The 16 bytes of an address, an IPv4 address within IPv6.
    static byte[] v6Bytes(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == V6_BYTES) {
            return bytes;
        }
        var mapped = new byte[V6_BYTES];
        mapped[MAPPED_PREFIX - 2] = (byte) 0xff;
        mapped[MAPPED_PREFIX - 1] = (byte) 0xff;
        System.arraycopy(bytes, 0, mapped, MAPPED_PREFIX, V4_BYTES);
        return mapped;
    }

    static String print(InetAddress address, boolean v6) {
        if (v6 && address instanceof Inet4Address) {
            return "::ffff:" + address.getHostAddress();
        }
        String text = address.getHostAddress();
        int scope = address instanceof Inet6Address ? text.indexOf('%') : -1;
        return scope < 0 ? text : text.substring(0, scope); // a scope means something here only
    }
}
