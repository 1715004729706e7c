package io.heddle;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Objects;

/// How much peers of one address, and of one network, may have. They are looked at before all other
/// limits, so that one peer's crowd takes no place from others. Peers over them are turned away at
/// once.
///
/// An IPv4 address within IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
///
/// @param perAddress how many connections one address may have at once, at least 1
/// @param perNetwork how many connections one network may have at once, at least 1
/// @param bitsV4 how many leading bits make an IPv4 network, 8 to 32; default 24
/// @param bitsV6 how many leading bits make an IPv6 network, 16 to 128; default 64, which is what
///   one host usually has for itself
/// @param rate how often one IPv4 address, or one IPv6 network, may come. The latest 65,536 of them
///   are remembered; who is forgotten begins anew
public record AddressLimits(
        int perAddress, int perNetwork, int bitsV4, int bitsV6, AcceptRate rate) {

    /// No limits by address.
    public static final AddressLimits UNLIMITED =
            new AddressLimits(Limits.UNLIMITED, Limits.UNLIMITED, 24, 64, AcceptRate.UNLIMITED);

    /// @throws IllegalArgumentException naming everything that is out of its range
    public AddressLimits {
        Objects.requireNonNull(rate, "rate");
        new Problems()
                .atLeast("perAddress", 1, perAddress)
                .atLeast("perNetwork", 1, perNetwork)
                .between("bitsV4", 8, 32, bitsV4)
                .between("bitsV6", 16, 128, bitsV6)
                .throwIfAny();
    }

    /// A copy with another limit for one address, at least 1.
    public AddressLimits withPerAddress(int perAddress) {
        return new AddressLimits(perAddress, perNetwork, bitsV4, bitsV6, rate);
    }

    /// A copy with another limit for one network, at least 1.
    public AddressLimits withPerNetwork(int perNetwork) {
        return new AddressLimits(perAddress, perNetwork, bitsV4, bitsV6, rate);
    }

    /// A copy with networks of another size.
    ///
    /// @param bitsV4 8 to 32
    /// @param bitsV6 16 to 128
    public AddressLimits withNetworkBits(int bitsV4, int bitsV6) {
        return new AddressLimits(perAddress, perNetwork, bitsV4, bitsV6, rate);
    }

    /// A copy with another rate.
    public AddressLimits withRate(AcceptRate rate) {
        return new AddressLimits(perAddress, perNetwork, bitsV4, bitsV6, rate);
    }

    boolean isCounting() {
        return perAddress != Limits.UNLIMITED || perNetwork != Limits.UNLIMITED;
    }

    /// How many leading bits make the network of an address.
    int networkBits(InetAddress address) {
        return address instanceof Inet4Address ? bitsV4 : bitsV6;
    }
}
