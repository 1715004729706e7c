package io.heddle.internal.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// IPv6 addresses whose keys have the same hash: what somebody could send who knew the secret.
final class CollidingAddresses {

    private static final int HASH = 0x1234_5678;
    private static final long HIGH = 0x2001_0db8_0000_0000L;

    private CollidingAddresses() {}

    /// So many of them, which differ in their last 64 bits.
    static List<InetAddress> all(int count, int bits) {
        List<InetAddress> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InetAddress address = v6(HIGH, low((long) HASH << 32 | i, bits));
            assertEquals(HASH, AddressKey.of(address, bits).hashCode());
            all.add(address);
        }
        return all;
    }

    /// The hash's steps backwards.
    private static long low(long mixed, int bits) {
        long first = (HIGH ^ AddressKey.SECRET) * 0x9e3779b97f4a7c15L;
        long third = mixed * inverse(0x94d049bb133111ebL) ^ (bits * 31L + 16);
        long second = third ^ (third >>> 32);
        return second * inverse(0xbf58476d1ce4e5b9L) ^ first ^ (first >>> 29);
    }

    /// Of an odd number, modulo 2 to the 64th: each step doubles the bits that are right.
    private static long inverse(long odd) {
        long inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    static InetAddress v6(long high, long low) {
        try {
            byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
