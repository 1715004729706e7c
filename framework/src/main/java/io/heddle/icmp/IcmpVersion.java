package io.heddle.icmp;

import java.net.Inet4Address;
import java.net.InetAddress;

/// ICMP of IPv4 and of IPv6, with the types of their echo messages ([RFC
/// 792](https://www.rfc-editor.org/rfc/rfc792), [RFC 4443
/// §4](https://www.rfc-editor.org/rfc/rfc4443#section-4)).
enum IcmpVersion {
    IPV4("IPv4", 8, 0, Platform.IPPROTO_ICMP, new byte[4]),
    IPV6("IPv6", 128, 129, Platform.IPPROTO_ICMPV6, new byte[16]);

    private final String text;
    private final int request;
    private final int reply;
    private final int protocol;
    private final InetAddress any;

    IcmpVersion(String text, int request, int reply, int protocol, byte[] any) {
        this.text = text;
        this.request = request;
        this.reply = reply;
        this.protocol = protocol;
        this.any = IpAddresses.of(any);
    }

    /// The one that reaches an address.
    static IcmpVersion of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    int request() {
        return request;
    }

    int reply() {
        return reply;
    }

    /// The number of the protocol in the IP header.
    int protocol() {
        return protocol;
    }

    /// The address that stands for all of the machine's own.
    InetAddress any() {
        return any;
    }

    int family(Platform platform) {
        return this == IPV4 ? Platform.AF_INET : platform.afInet6();
    }

    @Override
    public String toString() {
        return text;
    }
}
