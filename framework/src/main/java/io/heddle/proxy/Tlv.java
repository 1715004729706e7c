package io.heddle.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// More that a proxy says of a connection: a type, and a value of that type (§2.2). Immutable.
public final class Tlv {

    /// The protocol inside the stream (§2.2.1).
    public static final int ALPN = 0x01;

    /// The host name that the client asked for, in UTF-8 (§2.2.2).
    public static final int AUTHORITY = 0x02;

    /// The checksum of the header, 4 bytes (§2.2.3).
    public static final int CRC32C = 0x03;

    /// Padding (§2.2.4).
    public static final int NOOP = 0x04;

    /// The proxy's name for the connection, at most 128 bytes (§2.2.5).
    public static final int UNIQUE_ID = 0x05;

    /// What is known of the client's TLS: [ProxiedTls] (§2.2.6).
    public static final int SSL = 0x20;

    /// The name space of the network that the client came from (§2.2.7).
    public static final int NETNS = 0x30;

    static final int MOST_UNIQUE_ID_BYTES = 128;
    static final int CRC32C_BYTES = 4;
    static final int HEAD_BYTES = 3;

    private static final int MOST_BYTES = 0xffff;
    private static final int MOST_TYPE = 0xff;

    private final int type;
    private final byte[] value;

    private Tlv(int type, byte[] value) {
        this.type = type;
        this.value = value;
    }

    /// One of any type.
    ///
    /// @param type 0 to 255; those of one's own are 224 to 239 (§2.2.8)
    /// @param value at most 65,535 bytes, of an identity at most 128, of a checksum 4; copied
    /// @throws IllegalArgumentException if it is out of its range
    public static Tlv of(int type, byte[] value) {
        if (type < 0 || type > MOST_TYPE) {
            throw new IllegalArgumentException("TLV type must be between 0 and 255, was " + type);
        }
        String problem = problem(type, value);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return new Tlv(type, value.clone());
    }

    /// One whose value is as it came.
    static Tlv unchecked(int type, byte[] value) {
        return new Tlv(type, value);
    }

    /// What is wrong with a value, or null.
    static @Nullable String problem(int type, byte[] value) {
        return switch (type) {
            case CRC32C ->
                    value.length == CRC32C_BYTES
                            ? null
                            : "CRC32C has 4 bytes, was of " + value.length;
            case UNIQUE_ID -> over(MOST_UNIQUE_ID_BYTES, "UNIQUE_ID", value);
            case SSL -> ProxiedTls.problem(value);
            default -> over(MOST_BYTES, "TLV", value);
        };
    }

    private static @Nullable String over(int most, String name, byte[] value) {
        return value.length <= most
                ? null
                : name + " has at most " + most + " bytes, was of " + value.length;
    }

    /// The protocol inside the stream, `h2` say.
    public static Tlv alpn(String protocol) {
        return of(ALPN, protocol.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The host name that the client asked for.
    public static Tlv authority(String host) {
        return of(AUTHORITY, host.getBytes(StandardCharsets.UTF_8));
    }

    /// A name for the connection.
    ///
    /// @param id at most 128 bytes
    public static Tlv uniqueId(byte[] id) {
        return of(UNIQUE_ID, id);
    }

    /// What is known of the client's TLS.
    public static Tlv ssl(ProxiedTls tls) {
        return of(SSL, tls.toBytes());
    }

    /// The name space of the network that the client came from.
    public static Tlv netns(String name) {
        return of(NETNS, name.getBytes(StandardCharsets.US_ASCII));
    }

    /// Padding.
    ///
    /// @param bytes beside the 3 that every TLV has
    public static Tlv noop(int bytes) {
        return of(NOOP, new byte[bytes]);
    }

    /// 0 to 255.
    public int type() {
        return type;
    }

    /// A copy of the value.
    public byte[] value() {
        return value.clone();
    }

    /// How many bytes the value has.
    public int length() {
        return value.length;
    }

    /// The value as UTF-8; what is none becomes U+FFFD. A proxy may have it from the client, as it
    /// came: check it before it is used, and escape it before it is logged.
    public String text() {
        return new String(value, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return value;
    }

    /// The first one of a type, or null.
    static @Nullable Tlv first(List<Tlv> tlvs, int type) {
        for (Tlv tlv : tlvs) {
            if (tlv.type == type) {
                return tlv;
            }
        }
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tlv tlv && type == tlv.type && Arrays.equals(value, tlv.value);
    }

    @Override
    public int hashCode() {
        return 31 * type + Arrays.hashCode(value);
    }

    /// The type and the value in hexadecimal digits.
    @Override
    public String toString() {
        return "TLV 0x%02x: %s".formatted(type, HexFormat.of().formatHex(value));
    }
}
