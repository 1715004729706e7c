package io.heddle.internal.limit;

import java.net.InetAddress;
import java.util.SplittableRandom;

/// The leading bits of an address, as a key of hash tables that strangers fill: its hash depends on
/// a secret of the process, and keys that collide all the same are compared.
///
/// @param family the length of the address in bytes
/// @param bits how many are meant; all others are 0
record AddressKey(int family, int bits, long high, long low) implements Comparable<AddressKey> {

    static final long SECRET = new SplittableRandom().nextLong();

    static AddressKey of(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        long high = 0;
        long low = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (i < Long.BYTES) {
                high |= (bytes[i] & 0xffL) << (56 - 8 * i);
            } else {
                low |= (bytes[i] & 0xffL) << (120 - 8 * i);
            }
        }
        return new AddressKey(
                bytes.length,
                bits,
                high & mask(Math.min(bits, Long.SIZE)),
                low & mask(Math.max(0, bits - Long.SIZE)));
    }

    /// That many leading ones.
    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (Long.SIZE - bits);
    }

    @Override
    public int hashCode() {
        long mixed = (high ^ SECRET) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 29) ^ low) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 32) ^ (bits * 31L + family)) * 0x94d049bb133111ebL;
        return (int) (mixed >>> 32);
    }

    @Override
    public int compareTo(AddressKey other) {
        int order = Long.compare(high, other.high);
        order = order != 0 ? order : Long.compare(low, other.low);
        order = order != 0 ? order : Integer.compare(bits, other.bits);
        return order != 0 ? order : Integer.compare(family, other.family);
    }
}
