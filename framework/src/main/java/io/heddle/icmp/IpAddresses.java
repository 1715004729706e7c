package io.heddle.icmp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Addresses from bytes; no name is looked up.
final class IpAddresses {

    private IpAddresses() {}

    /// @param bytes 4 or 16
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException(wrongLength);
        }
    }
}
