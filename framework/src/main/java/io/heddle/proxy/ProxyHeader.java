package io.heddle.proxy;

import io.heddle.AttributeKey;
import io.heddle.Connection;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a proxy says of a connection before anything else (§2).
///
/// @param version how it is written
/// @param command whether it speaks for a client
/// @param family the kind of the addresses
/// @param source the client's address; null where the family has none, or, of a Unix socket, where
///   it is no path of this system
/// @param destination the address that the client connected to; null likewise
/// @param tlvs more, in its order; none in version 1
/// @param sender the proxy, by its socket; null of a header that did not come from a connection
public record ProxyHeader(
        Version version,
        Command command,
        Family family,
        @Nullable SocketAddress source,
        @Nullable SocketAddress destination,
        List<Tlv> tlvs,
        @Nullable SocketAddress sender) {

    /// How a header is written.
    public enum Version {
        /// As a line of text (§2.1).
        V1,
        /// In binary (§2.2).
        V2
    }

    /// Whether a proxy speaks for a client.
    public enum Command {
        /// It does not: the connection is its own, to see whether the server lives.
        LOCAL,
        /// It does.
        PROXY
    }

    /// Of which kind a client's connection is.
    public enum Family {
        /// Something else, or the proxy does not say.
        UNSPEC(0x00, 0),
        /// TCP over IPv4.
        TCP4(0x11, 12),
        /// UDP over IPv4.
        UDP4(0x12, 12),
        /// TCP over IPv6.
        TCP6(0x21, 36),
        /// UDP over IPv6.
        UDP6(0x22, 36),
        /// A Unix-domain socket, stream.
        UNIX_STREAM(0x31, 216),
        /// A Unix-domain socket, datagrams.
        UNIX_DATAGRAM(0x32, 216);

        private final int code;
        private final int addressBytes;

        Family(int code, int addressBytes) {
            this.code = code;
            this.addressBytes = addressBytes;
        }

        int code() {
            return code;
        }

        int addressBytes() {
            return addressBytes;
        }

        boolean isInet() {
            return this == TCP4 || this == UDP4 || isV6();
        }

        boolean isV6() {
            return this == TCP6 || this == UDP6;
        }

        boolean isUnix() {
            return this == UNIX_STREAM || this == UNIX_DATAGRAM;
        }
    }

    private static final AttributeKey<ProxyHeader> KEY = AttributeKey.named("PROXY header");

    /// @throws IllegalArgumentException if it could not be written
    public ProxyHeader {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(command, "command");
        tlvs = List.copyOf(tlvs);
        checkAddress("source", family, source);
        checkAddress("destination", family, destination);
        if (command == Command.LOCAL && family != Family.UNSPEC) {
            throw new IllegalArgumentException("LOCAL has no family, was " + family);
        }
        if (version == Version.V1) {
            checkText(command, family, tlvs);
        }
    }

    private static void checkText(Command command, Family family, List<Tlv> tlvs) {
        boolean knows = family == Family.UNSPEC || family == Family.TCP4 || family == Family.TCP6;
        if (command != Command.PROXY || !knows || !tlvs.isEmpty()) {
            throw new IllegalArgumentException(
                    "version 1 has PROXY of TCP4, TCP6 or UNSPEC without TLVs, was %s of %s with %d"
                            .formatted(command, family, tlvs.size()));
        }
    }

    private static void checkAddress(String name, Family family, @Nullable SocketAddress address) {
        boolean fits;
        if (family.isInet()) {
            fits =
                    address instanceof InetSocketAddress inet
                            && !inet.isUnresolved()
                            && (family.isV6() || inet.getAddress() instanceof Inet4Address);
        } else if (family.isUnix()) {
            fits =
                    address == null
                            || (address instanceof UnixDomainSocketAddress unix
                                    && BinaryHeader.fits(unix));
        } else {
            fits = address == null;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    name + " must be an address of " + family + ", was " + address);
        }
    }

    /// What came on a connection. Any thread.
    ///
    /// @return null if none did
    public static @Nullable ProxyHeader of(Connection connection) {
        return connection.attribute(KEY);
    }

    void keep(Connection connection) {
        connection.attribute(KEY, this);
    }

    /// A header of version 2 that speaks for a client.
    ///
    /// @param source the client
    /// @param destination what it connected to
    /// @throws IllegalArgumentException if they are of different kinds, or not known
    public static ProxyHeader proxied(SocketAddress source, SocketAddress destination) {
        return new ProxyHeader(
                Version.V2,
                Command.PROXY,
                familyOf(source, destination),
                source,
                destination,
                List.of(),
                null);
    }

    private static Family familyOf(SocketAddress source, SocketAddress destination) {
        if (source instanceof InetSocketAddress from
                && destination instanceof InetSocketAddress to) {
            return from.getAddress() instanceof Inet4Address
                            && to.getAddress() instanceof Inet4Address
                    ? Family.TCP4
                    : Family.TCP6; // an IPv4 address is one of IPv6, too
        }
        return Family.UNIX_STREAM; // or it is refused
    }

    /// A header of version 2 for whoever is at the other end of a connection: its peer's address,
    /// and the one that this peer connected to. TLVs that came with it are not passed on.
    ///
    /// @throws IllegalArgumentException if the addresses are of different kinds
    public static ProxyHeader forwarding(Connection connection) {
        return proxied(connection.peerAddress(), connection.localAddress());
    }

    /// A header of version 2 for a connection that a proxy makes for itself.
    public static ProxyHeader local() {
        return new ProxyHeader(
                Version.V2, Command.LOCAL, Family.UNSPEC, null, null, List.of(), null);
    }

    /// A copy that is written otherwise.
    ///
    /// @throws IllegalArgumentException if version 1 cannot say it
    public ProxyHeader withVersion(Version version) {
        return new ProxyHeader(version, command, family, source, destination, tlvs, sender);
    }

    /// A copy with other TLVs.
    ///
    /// @throws IllegalArgumentException if it is of version 1
    public ProxyHeader withTlvs(List<Tlv> tlvs) {
        return new ProxyHeader(version, command, family, source, destination, tlvs, sender);
    }

    /// A copy with one TLV more.
    ///
    /// @throws IllegalArgumentException if it is of version 1
    public ProxyHeader with(Tlv tlv) {
        List<Tlv> more = new ArrayList<>(tlvs);
        more.add(tlv);
        return withTlvs(more);
    }

    /// A copy that is written with a checksum.
    ///
    /// @throws IllegalArgumentException if it is of version 1
    public ProxyHeader withChecksum() {
        return tlv(Tlv.CRC32C) != null ? this : with(Tlv.of(Tlv.CRC32C, new byte[4]));
    }

    ProxyHeader withSender(SocketAddress sender) {
        return new ProxyHeader(version, command, family, source, destination, tlvs, sender);
    }

    /// Whether it says whose connection it is.
    public boolean hasAddresses() {
        return source != null && destination != null;
    }

    /// The first TLV of a type; null if there is none.
    public @Nullable Tlv tlv(int type) {
        return Tlv.first(tlvs, type);
    }

    /// The protocol inside the stream, `h2` say; null if it was not said.
    public @Nullable String alpn() {
        Tlv tlv = tlv(Tlv.ALPN);
        return tlv == null ? null : new String(tlv.bytes(), StandardCharsets.ISO_8859_1);
    }

    /// The host name that the client asked for; null if it was not said. The proxy has it from the
    /// client: check it before it is used.
    public @Nullable String authority() {
        Tlv tlv = tlv(Tlv.AUTHORITY);
        return tlv == null ? null : tlv.text();
    }

    /// The proxy's name for the connection, 0 to 128 bytes; null if it was not said.
    public byte @Nullable [] uniqueId() {
        Tlv tlv = tlv(Tlv.UNIQUE_ID);
        return tlv == null ? null : tlv.value();
    }

    /// What is known of the client's TLS; null if it was not said.
    public @Nullable ProxiedTls tls() {
        Tlv tlv = tlv(Tlv.SSL);
        return tlv == null ? null : ProxiedTls.of(tlv.bytes());
    }

    /// The name space of the network that the client came from; null if it was not said.
    public @Nullable String netns() {
        Tlv tlv = tlv(Tlv.NETNS);
        return tlv == null ? null : tlv.text();
    }

    /// As it goes over the wire, to be written in one call before anything else. Where there is a
    /// checksum among the TLVs, it is the right one, whatever value it had.
    ///
    /// @throws IllegalArgumentException if its TLVs have more than 65,535 bytes together with the
    ///   addresses
    public byte[] toBytes() {
        return version == Version.V1 ? TextHeader.write(this) : BinaryHeader.write(this);
    }
}
