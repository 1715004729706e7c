package io.heddle.proxy;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a proxy that ended a client's TLS says of it (§2.2.6).
///
/// @param flags what the client did: [#OVER_TLS], [#CERTIFICATE], [#CERTIFICATE_IN_SESSION]; 0 to
///   255
/// @param verify 0 if the client's certificate is good, or there is none; ask [#isVerified()]
/// @param parts more of it: [#VERSION], [#COMMON_NAME], [#CIPHER] and others
public record ProxiedTls(int flags, int verify, List<Tlv> parts) {

    /// Flag: the client came over TLS.
    public static final int OVER_TLS = 0x01;

    /// Flag: it showed a certificate on this connection.
    public static final int CERTIFICATE = 0x02;

    /// Flag: it showed one at least once in the TLS session.
    public static final int CERTIFICATE_IN_SESSION = 0x04;

    /// Type of a part: the version, `TLSv1.3` say.
    public static final int VERSION = 0x21;

    /// Type of a part: the common name of the client's certificate, in UTF-8.
    public static final int COMMON_NAME = 0x22;

    /// Type of a part: the cipher suite, by the name that the proxy has for it.
    public static final int CIPHER = 0x23;

    /// Type of a part: how the proxy's certificate was signed.
    public static final int SIGNATURE_ALGORITHM = 0x24;

    /// Type of a part: the kind of key of the proxy's certificate.
    public static final int KEY_ALGORITHM = 0x25;

    private static final int HEAD_BYTES = 1 + Integer.BYTES;
    private static final int MOST_FLAGS = 0xff;

    /// @throws IllegalArgumentException if the flags are out of their range
    public ProxiedTls {
        parts = List.copyOf(parts);
        if (flags < 0 || flags > MOST_FLAGS) {
            throw new IllegalArgumentException("flags must be between 0 and 255, was " + flags);
        }
    }

    /// Whether the client came over TLS.
    public boolean isOverTls() {
        return (flags & OVER_TLS) != 0;
    }

    /// Whether the client has shown a certificate, now or earlier in its TLS session, and the proxy
    /// has found it good.
    public boolean isVerified() {
        return verify == 0 && (flags & (CERTIFICATE | CERTIFICATE_IN_SESSION)) != 0;
    }

    /// The version, `TLSv1.3` say; null if it was not said.
    public @Nullable String version() {
        return part(VERSION);
    }

    /// The common name of the client's certificate; null if it was not said. Means something only
    /// where [#isVerified()].
    public @Nullable String commonName() {
        return part(COMMON_NAME);
    }

    /// The cipher suite, by the name that the proxy has for it; null if it was not said.
    public @Nullable String cipher() {
        return part(CIPHER);
    }

    /// How the proxy's certificate was signed; null if it was not said.
    public @Nullable String signatureAlgorithm() {
        return part(SIGNATURE_ALGORITHM);
    }

    /// The kind of key of the proxy's certificate; null if it was not said.
    public @Nullable String keyAlgorithm() {
        return part(KEY_ALGORITHM);
    }

    private @Nullable String part(int type) {
        Tlv part = Tlv.first(parts, type);
        return part == null ? null : part.text();
    }

    /// What is wrong with a value, or null.
    static @Nullable String problem(byte[] value) {
        if (value.length < HEAD_BYTES) {
            return "SSL has at least " + HEAD_BYTES + " bytes, was of " + value.length;
        }
        String problem = parts(value).problem();
        return problem == null ? null : "in SSL: " + problem;
    }

    /// What a value says that has no problem.
    static ProxiedTls of(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        return new ProxiedTls(bytes.get() & 0xff, bytes.getInt(), parts(value).tlvs());
    }

    private static TlvBlock.Parsed parts(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value, HEAD_BYTES, value.length - HEAD_BYTES);
        return TlvBlock.parseParts(bytes);
    }

    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + TlvBlock.length(parts));
        bytes.put((byte) flags).putInt(verify);
        TlvBlock.write(parts, bytes);
        return bytes.array();
    }
}
