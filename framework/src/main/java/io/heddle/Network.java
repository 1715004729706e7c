package io.heddle;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Addresses that begin alike, in CIDR notation ([RFC 4632
/// §3.1](https://www.rfc-editor.org/rfc/rfc4632#section-3.1)).
///
/// An IPv4 address within IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
///
/// @param address the first address: all bits after the leading ones are 0
/// @param bits how many leading bits are alike: 0 to 32 for IPv4, 0 to 128 for IPv6
public record Network(InetAddress address, int bits) {

    private static final Pattern V4 =
            Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    /// @throws IllegalArgumentException if there are not so many bits, or one after them is set
    public Network {
        int most = address.getAddress().length * Byte.SIZE;
        new Problems().between("network bits", 0, most, bits).throwIfAny();
        new Problems()
                .check(
                        Arrays.equals(address.getAddress(), leading(address.getAddress(), bits)),
                        "network "
                                + address.getHostAddress()
                                + "/"
                                + bits
                                + " must have no bits set after its first "
                                + bits)
                .throwIfAny();
    }

    /// Reads `192.0.2.0/24`, `2001:db8::/32`, or a single address. Looks no name up. IPv4 addresses
    /// have four numbers without leading zeros, as others would read anything else otherwise.
    ///
    /// @throws IllegalArgumentException if it is none of these
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return new Network(address, address.getAddress().length * Byte.SIZE);
        }
        String bits = text.substring(slash + 1);
        if (!bits.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("network bits must be a number, was " + bits);
        }
        return new Network(address, Integer.parseInt(bits));
    }

    private static InetAddress literal(String text) {
        if (text.contains(":") ? !text.startsWith("[") : V4.matcher(text).matches()) {
            try {
                return InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException noAddress) {
                // told below
            }
        }
        throw new IllegalArgumentException("network address must be a literal, was " + text);
    }

    /// Whether an address is one of these. An address of the other family never is.
    public boolean contains(InetAddress candidate) {
        byte[] bytes = candidate.getAddress();
        return bytes.length == address.getAddress().length
                && Arrays.equals(leading(bytes, bits), address.getAddress());
    }

    /// A copy whose bits after the leading ones are 0.
    private static byte[] leading(byte[] address, int bits) {
        byte[] leading = address.clone();
        for (int bit = bits; bit < leading.length * Byte.SIZE; bit++) {
            leading[bit / Byte.SIZE] &= (byte) ~(0x80 >>> (bit % Byte.SIZE));
        }
        return leading;
    }

    /// As it is parsed.
    @Override
    public String toString() {
        return Addresses.printHost(address) + "/" + bits;
    }
}
