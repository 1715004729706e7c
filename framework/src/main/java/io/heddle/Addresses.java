package io.heddle;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;

/// Prints addresses: `127.0.0.1:2520`, `[::1]:2520`, `unix:/run/echo`. Never looks up a name.
final class Addresses {

    private Addresses() {}

    static String print(SocketAddress address) {
        if (isUnnamed(address)) {
            return "an unnamed Unix-domain socket"; // of a client, usually
        }
        if (address instanceof UnixDomainSocketAddress unix) {
            return "unix:" + unix.getPath();
        }
        if (!(address instanceof InetSocketAddress inet)) {
            return String.valueOf(address);
        }
        if (inet.getAddress() == null) {
            return inet.getHostString() + ":" + inet.getPort();
        }
        String host =
                inet.getAddress() instanceof Inet6Address v6
                        ? "[" + printHost(v6) + "]"
                        : inet.getAddress().getHostAddress();
        return host + ":" + inet.getPort();
    }

    /// Whether it is the address of a Unix-domain socket that has no path.
    static boolean isUnnamed(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress unix
                && unix.getPath().toString().isEmpty();
    }

    /// The port of an address; -1 if it has none.
    static int port(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getPort() : -1;
    }

    /// The host of an address, as it was given.
    static String host(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getHostString()
                : String.valueOf(address);
    }

    /// An address without a port. IPv6 in the short form: the longest run of two or more zero
    /// groups, the first of several, is left out ([RFC 5952
    /// §4.2](https://www.rfc-editor.org/rfc/rfc5952#section-4.2)).
    static String printHost(InetAddress address) {
        String[] text = address.getHostAddress().split("%", 2); // groups, scope
        List<String> groups = List.of(text[0].split(":", -1)); // a single one: IPv4
        int from = 0;
        int length = 0;
        for (int i = 0; i < groups.size(); i++) {
            int end = i;
            while (end < groups.size() && groups.get(end).equals("0")) {
                end++;
            }
            if (end - i > length) {
                from = i;
                length = end - i;
            }
        }
        String scope = text.length > 1 ? "%" + text[1] : "";
        if (length < 2) {
            return text[0] + scope;
        }
        return String.join(":", groups.subList(0, from))
                + "::"
                + String.join(":", groups.subList(from + length, groups.size()))
                + scope;
    }
}
