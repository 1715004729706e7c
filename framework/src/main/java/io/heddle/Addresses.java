package io.heddle;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// Prints addresses: `127.0.0.1:2520`, `[::1]:2520`. Never looks up a name.
final class Addresses {

    private Addresses() {}

    static String print(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return String.valueOf(address);
        }
        if (inet.getAddress() == null) {
            return inet.getHostString() + ":" + inet.getPort();
        }
        String host = inet.getAddress().getHostAddress();
        return (inet.getAddress() instanceof Inet6Address ? "[" + host + "]" : host)
                + ":"
                + inet.getPort();
    }
}
