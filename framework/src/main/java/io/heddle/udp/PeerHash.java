package io.heddle.udp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;

/// The hash of a peer's address, for tables that strangers fill: it depends on a secret of the
/// process.
final class PeerHash {

    private static final int SECRET = new SplittableRandom().nextInt();

    private PeerHash() {}

    static int of(InetSocketAddress peer) {
        InetAddress address = peer.getAddress();
        int hash = SECRET;
        if (address instanceof Inet4Address) {
            hash = mix(hash ^ address.hashCode()); // the address itself
        } else {
            byte[] bytes = address.getAddress();
            for (int i = 0; i < bytes.length; i += 4) {
                int word =
                        bytes[i] << 24
                                | (bytes[i + 1] & 0xff) << 16
                                | (bytes[i + 2] & 0xff) << 8
                                | (bytes[i + 3] & 0xff);
                hash = mix(hash ^ word);
            }
        }
        return mix(hash ^ peer.getPort());
    }

    private static int mix(int bits) {
        int mixed = (bits ^ (bits >>> 16)) * 0x7feb352d;
        mixed = (mixed ^ (mixed >>> 15)) * 0x846ca68b;
        return (mixed ^ (mixed >>> 16)) + SECRET;
    }
}
