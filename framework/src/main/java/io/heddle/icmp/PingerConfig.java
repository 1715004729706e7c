package io.heddle.icmp;

/// How a [Pinger] asks.
///
/// @param payloadBytes how many bytes follow the header of 8 bytes, 16 to 65,507; default 56
/// @param ttl how many routers a request may pass, 1 to 255; default 64
/// @param mostOutstanding how many requests may wait for a reply at the same time, 1 to 16,384;
///   default 1,024
public record PingerConfig(int payloadBytes, int ttl, int mostOutstanding) {

    /// The defaults.
    public static final PingerConfig DEFAULT = new PingerConfig(56, 64, 1_024);

    private static final int LEAST_PAYLOAD = 16;
    private static final int MOST_PAYLOAD = 65_507; // of IPv4
    private static final int MOST_OUTSTANDING = 16_384; // of 65,535 numbers

    /// @throws IllegalArgumentException naming what is out of its range
    public PingerConfig {
        check("payload bytes", LEAST_PAYLOAD, MOST_PAYLOAD, payloadBytes);
        check("ttl", 1, 255, ttl);
        check("most outstanding requests", 1, MOST_OUTSTANDING, mostOutstanding);
    }

    private static void check(String name, int least, int most, int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " must be between " + least + " and " + most + ", was " + value);
        }
    }

    /// A copy with another length of what follows the header, 16 to 65,507.
    public PingerConfig withPayloadBytes(int payloadBytes) {
        return new PingerConfig(payloadBytes, ttl, mostOutstanding);
    }

    /// A copy with another number of routers that a request may pass, 1 to 255.
    public PingerConfig withTtl(int ttl) {
        return new PingerConfig(payloadBytes, ttl, mostOutstanding);
    }

    /// A copy with another number of requests at the same time, 1 to 16,384.
    public PingerConfig withMostOutstanding(int mostOutstanding) {
        return new PingerConfig(payloadBytes, ttl, mostOutstanding);
    }
}
