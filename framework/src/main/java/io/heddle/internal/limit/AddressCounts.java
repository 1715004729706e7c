package io.heddle.internal.limit;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many places each address, and each network, has taken. There are at most two entries for
/// each place, so it is as bounded as the places are.
///
/// Guarded by the caller.
public final class AddressCounts {

    private static final class Count {
        final AddressKey key;
        int taken;

        Count(AddressKey key) {
            this.key = key;
        }
    }

    /// A place that was taken, to be given back.
    public static final class Seat {
        private final Count address;
        private final @Nullable Count network; // null if it is the address alone

        private Seat(Count address, @Nullable Count network) {
            this.address = address;
            this.network = network;
        }

        /// How many leading bits made its network.
        public int networkBits() {
            return (network == null ? address : network).key.bits();
        }
    }

    private final Map<AddressKey, Count> counts = new HashMap<>();

    /// Takes a place, if neither the address nor its network has too many.
    ///
    /// @param networkBits how many leading bits make a network; it may differ from call to call
    /// @return null if one has
    public @Nullable Seat enter(
            InetAddress address, int networkBits, int perAddress, int perNetwork) {
        AddressKey ofAddress = AddressKey.of(address, address.getAddress().length * Byte.SIZE);
        AddressKey ofNetwork = AddressKey.of(address, networkBits);
        if (taken(ofAddress) >= perAddress || taken(ofNetwork) >= perNetwork) {
            return null;
        }
        Count count = plusOne(ofAddress);
        return new Seat(count, ofNetwork.equals(ofAddress) ? null : plusOne(ofNetwork));
    }

    private int taken(AddressKey key) {
        Count count = counts.get(key);
        return count == null ? 0 : count.taken;
    }

    private Count plusOne(AddressKey key) {
        Count count = counts.computeIfAbsent(key, Count::new);
        count.taken++;
        return count;
    }

    /// Gives a place back, once.
    public void leave(Seat seat) {
        minusOne(seat.address);
        if (seat.network != null) {
            minusOne(seat.network);
        }
    }

    private void minusOne(Count count) {
        count.taken--;
        if (count.taken == 0) {
            counts.remove(count.key);
        }
    }

    /// How many addresses and networks have a place.
    public int size() {
        return counts.size();
    }
}
